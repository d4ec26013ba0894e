//! Fields of a private format, as a configuration names them.

use super::model::FieldMap;
use crate::platform::Role;
use crate::source::{Document, NodeId};

/// The key paths of a [`FieldMap`], taken apart.
pub struct Paths {
    /// The last step first, `None` for any; and the role.
    paths: Vec<(Vec<Option<String>>, Role)>,
}

impl Paths {
    pub fn of(fields: &FieldMap) -> Self {
        let step = |step: &str| (step != "*").then(|| step.replace("~1", "/").replace("~0", "~"));
        let steps = |path: &str| path.strip_prefix('/').unwrap_or(path).rsplit('/').map(step).collect();
        Self { paths: fields.roles.iter().map(|(path, role)| (steps(path), *role)).collect() }
    }

    /// The role that somebody said the link at `node` has. The first path that fits counts.
    pub fn role(&self, document: &Document, node: NodeId) -> Option<Role> {
        self.paths.iter().find(|(steps, _)| fits(document, node, steps)).map(|(_, role)| *role)
    }
}

/// True if the way from `node` to the top of its document is `steps`.
fn fits(document: &Document, node: NodeId, steps: &[Option<String>]) -> bool {
    let mut at = node;
    for step in steps {
        let Some(is) = document.nodes.get(at as usize) else { return false };
        let has_step = is.key.is_some() || is.parent != Document::NOTHING;
        let same = |wanted: &String| {
            if is.key.is_some() { document.key(at) == *wanted } else { is.index.to_string() == *wanted }
        };
        if !has_step || !step.as_ref().is_none_or(same) {
            return false;
        }
        at = is.parent;
    }
    // What is left is the document's own root, which has no step.
    document.nodes.get(at as usize).is_none_or(|root| root.key.is_none() && root.parent == Document::NOTHING)
}
