//! The way of one click id, step by step, as it was judged.

/// The made-up id whose way is followed where the link holds none of its own.
pub const CLICK_ID: &str = "11111111-2222-4333-8444-555555555555";

/// What is known of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// Proved: a sure fact says that the id passes.
    Passes,
    /// Open: it passes if the condition in the step's text holds.
    Unknown,
    /// The id is lost here.
    Lost,
    /// The id was lost before.
    NotReached,
}

/// A step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name: `click`, `link`, `store`, `postback`, `match`.
    pub name: &'static str,
    /// What becomes of the id.
    pub outcome: StepState,
    /// What happens, in one or two sentences.
    pub text: String,
    /// The link or postback as it is called.
    pub url: Option<String>,
}

/// The way of one click id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The id that is followed.
    pub click_id: String,
    /// The steps in order, always five.
    pub steps: Vec<Step>,
    /// The last words: what becomes of the id, and what would prove it.
    pub closing: String,
    /// What else the conversion needs before it counts, as far as it is known from the two and what was said.
    pub also_needed: Vec<String>,
    /// Who has the link, and who has the postback, as a letter addresses them.
    pub owners: [String; 2],
    /// The postback to call in a test, where every step is proved.
    pub test: Option<String>,
    /// Macros in it that have to be replaced with values first.
    pub to_fill: Vec<String>,
}

/// What to ask of somebody, as a text to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Of whom.
    pub to: String,
    /// What: whole sentences, the last ending in a colon where a URL follows.
    pub text: String,
    /// The link or postback that it is about, as it should be; empty where nobody can tell.
    pub url: String,
}

impl Journey {
    /// What becomes of the id in the end.
    #[must_use]
    pub fn outcome(&self) -> StepState {
        let has = |outcome| self.steps.iter().any(|s| s.outcome == outcome);
        [StepState::Lost, StepState::Unknown].into_iter().find(|o| has(*o)).unwrap_or(StepState::Passes)
    }
}
