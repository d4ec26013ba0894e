//! Fields of a private format, as a configuration names them.

use super::model::FieldMap;
use crate::platform::Role;
use crate::source::{Document, NodeId, fits_key};

/// What a configuration says of the fields of one document.
pub struct Paths<'l, 'd> {
    document: &'l Document<'d>,
    fields: &'l FieldMap,
}

impl<'l, 'd> Paths<'l, 'd> {
    pub const fn of(document: &'l Document<'d>, fields: &'l FieldMap) -> Self {
        Self { document, fields }
    }

    /// The role that somebody said the link at `node` has. The first field that fits counts.
    pub fn role(&self, node: NodeId) -> Option<Role> {
        if self.fields.roles.is_empty() {
            return None;
        }
        let key = self.document.pointer(node);
        self.fields.roles.iter().find(|(field, _)| fits_key(field, &key)).map(|(_, role)| *role)
    }

    /// True if somebody said that there is no link at `node`, or in what it holds.
    pub fn ignores(&self, node: NodeId) -> bool {
        !self.fields.ignored.is_empty() && {
            let key = self.document.pointer(node);
            self.fields.ignored.iter().any(|field| fits_key(field, &key))
        }
    }
}
