//! The JSON Schemas of what `tracklint log` prints.

/// The schema of a postback as it is committed. A test here makes it from the types that are written.
pub const HIT_SCHEMA: &str = include_str!("../../../schemas/hit.json");

/// The schema of the summary.
pub const LOG_SCHEMA: &str = include_str!("../../../schemas/log.json");

#[cfg(test)]
mod tests {
    use super::super::v1;
    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema};

    fn made<T: JsonSchema>(title: &str) -> String {
        let mut schema: Schema =
            SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
        schema.insert("title".to_owned(), title.into());
        format!("{:#}\n", schema.to_value())
    }

    #[test]
    fn they_are_made_from_what_is_written() {
        let all = [
            ("hit", made::<v1::Hit>("A postback that tracklint log judged"), super::HIT_SCHEMA),
            ("log", made::<v1::Summary>("The summary of tracklint log"), super::LOG_SCHEMA),
        ];
        for (name, made, committed) in all {
            if std::env::var_os("BLESS").is_some() {
                let path = format!("{}/schemas/{name}.json", env!("CARGO_MANIFEST_DIR"));
                std::fs::write(path, made).unwrap();
            } else {
                assert!(made == committed, "stale; `BLESS=1 cargo test --lib received::schema` writes it anew");
            }
        }
    }
}
