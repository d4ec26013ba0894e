//! What a run is told: by flags, by the environment, by `tracklint.toml`.

mod builder;
mod config;
mod custom_platform;
mod error;
mod key;
mod keys;
mod named;
mod override_keys;
mod overrides;
mod own_rule_draft;
mod own_rule_keys;
mod platform_keys;
mod read;
mod schema;
mod starter;
mod values;
mod word;

pub use config::{Config, FILE_NAME, Written};
pub use custom_platform::{Form, OwnFact};
pub use error::ConfigError;
pub use key::{Key, KeyKind};
pub use keys::KEYS;
pub use named::{
    FAIL_ON, IGNORED, INPUTS, environment_named, input_named, network_named, platform_named, severity_named,
};
pub use overrides::Override;
pub use read::{Layer, LayerErrors};
pub use schema::schema;
pub use starter::starter;
pub use values::{LARGEST_FILE, Settings};
pub use word::Word;
