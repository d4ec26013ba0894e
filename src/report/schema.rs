//! The JSON Schema of `json` and `jsonl`.

/// The schema as it is committed. A test here makes it from the types that are written, so that it is true.
pub const REPORT_SCHEMA: &str = include_str!("../../schemas/report.json");

#[cfg(test)]
mod tests {
    use super::super::{comparison_json, journey_json, json_report};
    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema};

    /// What tracklint prints with --format json or jsonl. Keys are never taken away or given another meaning; new ones
    /// may come.
    #[derive(JsonSchema)]
    #[schemars(untagged, title = "tracklint report")]
    #[allow(dead_code, reason = "only its schema is wanted")]
    enum Report<'a> {
        Document(Box<Document<'a>>),
        Line(Box<json_report::v1::Url<'a>>),
        UnreadLine(json_report::v1::UnreadUrl<'a>),
        Comparison(comparison_json::v1::Compared<'a>),
        Comparisons(comparison_json::v1::ComparedFile<'a>),
        OfferJourneys(OfferJourneys<'a>),
        Hops(Hops<'a>),
    }

    /// The whole report: --format json.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Document<'a> {
        /// The version of this shape.
        #[schemars(extend("const" = 1))]
        version: u8,
        tool: json_report::v1::Tool,
        /// Links, fields and files with findings, in the order of the input.
        urls: Vec<json_report::v1::Url<'a>>,
        /// Inputs, and lines of them, that could not be read.
        unread: Vec<json_report::v1::UnreadInput<'a>>,
        summary: json_report::v1::Summary,
        /// Of a pair only: the way of one click id.
        #[schemars(with = "journey_json::v1::Journey", skip_serializing_if = "Option::is_none")]
        journey: Option<journey_json::v1::Journey<'a>>,
    }

    /// The way of one click id through each offer of a file: `pair FILE --format json`.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct OfferJourneys<'a> {
        /// The version of this shape.
        version: u8,
        offers: Vec<OfferJourney<'a>>,
    }

    /// An offer and the way of a click id through its link and its postback.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct OfferJourney<'a> {
        path: &'a str,
        /// The line on which the link stands.
        line: u64,
        /// The offer's name or id.
        offer: &'a str,
        journey: journey_json::v1::Journey<'a>,
    }

    /// A click's way over several systems: `pair` with three or more links and postbacks.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Hops<'a> {
        /// The version of this shape.
        version: u8,
        /// In the order of the click.
        hops: Vec<Hop<'a>>,
        /// The numbers of links without a postback, and of postbacks without a link.
        unanswered: Vec<u32>,
    }

    /// A link, the postback that answers it, and the report on both.
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is wanted")]
    struct Hop<'a> {
        /// The number of the argument, from 1.
        link: u32,
        postback: u32,
        report: Document<'a>,
    }

    fn made() -> Schema {
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Report>()
    }

    #[test]
    fn it_is_made_from_what_is_written() {
        let made = format!("{:#}\n", made().to_value());
        if std::env::var_os("BLESS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/report.json");
            std::fs::write(path, made).unwrap();
        } else {
            assert!(made == super::REPORT_SCHEMA, "stale; `BLESS=1 cargo test --lib report::schema` writes it anew");
        }
    }
}
