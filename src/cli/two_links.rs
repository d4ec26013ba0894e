//! The options of the commands that look at two links: how they answer, and by which configuration.

use super::color::{Color, DrawStyle};
use super::configuration::{self, ConfigFailure};
use super::io::Io;
use super::options::{CONFIGURATION, OUTPUT};
use crate::platform::Catalogue;
use crate::report::{Next, Style};
use crate::settings::Config;
use std::path::PathBuf;

/// How to answer, and by which configuration.
#[derive(clap::Args, Debug)]
pub struct TwoLinkOptions {
    /// How to report: human (default) or json
    #[arg(long, value_name = "FORMAT", value_parser = ["human", "json"], hide_possible_values = true, help_heading = OUTPUT)]
    format: Option<String>,
    /// Show secrets and personal data, which are masked wherever no terminal reads
    #[arg(long, help_heading = OUTPUT)]
    no_redact: bool,
    /// Use this configuration instead of looking for tracklint.toml
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = CONFIGURATION)]
    config: Option<PathBuf>,
    /// Use no configuration
    #[arg(long, help_heading = CONFIGURATION)]
    no_config: bool,
    #[command(flatten)]
    pub color: Color,
}

impl TwoLinkOptions {
    /// True if a program reads the answer.
    pub fn is_json(&self) -> bool {
        self.format.as_deref() == Some("json")
    }

    /// True if secrets are masked: everywhere but on a terminal, unless they are asked for.
    pub fn redacts(&self, io: &Io) -> bool {
        !(self.no_redact || io.stdout_is_terminal && !self.is_json())
    }

    /// How a report on the two is written.
    pub fn style(&self, draw_style: DrawStyle, io: &Io) -> Style {
        let json = self.is_json();
        Style {
            rules_at: None,
            next: Next::Nothing,
            color: draw_style.color && !json,
            ascii: draw_style.ascii,
            docs: draw_style.docs.filter(|_| !json),
            width: draw_style.width,
            places: true,
            redact: self.redacts(io),
            all: true,
            quiet: false,
            verbose: false,
        }
    }

    /// The configuration that was named, or found, or none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn configuration(&self, io: &Io) -> Result<(Config, Catalogue), ConfigFailure> {
        configuration::chosen(self.config.as_deref(), self.no_config, io)
    }
}
