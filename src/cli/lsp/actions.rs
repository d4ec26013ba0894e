//! Quick fixes. A safe one is preferred; one that is only probably right says so, and comes after it.

use super::document::{Document, diagnostic, shown};
use super::lines::Lines;
use super::project::Project;
use crate::checker::{Checked, Located};
use crate::source::FileEdit;
use crate::span::{Safety, Severity};
use serde_json::{Value, json};

/// Everything that can be repaired for certain in a file.
pub const FIX_ALL: &str = "source.fixAll.tracklint";

/// The actions for a range of a document. `only` are the kinds that are asked for; none of them is all of them.
pub fn actions(document: &mut Document, project: &Project, uri: &str, params: &Value) -> Vec<Value> {
    let only: Vec<&str> =
        params["context"]["only"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    // A kind stands for those below it: `source` for `source.fixAll`.
    let below = |kind: &str| {
        let fits = |o: &&str| kind == *o || kind.strip_prefix(*o).is_some_and(|rest| rest.starts_with('.'));
        only.iter().any(fits)
    };
    let mut all = Vec::new();
    if only.is_empty() || below("quickfix") {
        all.extend(quick_fixes(document, project, uri, &params["range"]));
    }
    if below(FIX_ALL) {
        all.extend(fix_all(document, project, uri));
    }
    all
}

fn quick_fixes(document: &mut Document, project: &Project, uri: &str, range: &Value) -> Vec<Value> {
    document.checked(project);
    let name = project.name(&document.path);
    let (Some(from), Some(to)) = (document.lines.byte(&range["start"]), document.lines.byte(&range["end"])) else {
        return Vec::new();
    };
    let version = document.version.clone();
    let (lines, checked) = document.both(project);
    let mut found = Vec::new();
    for text in &checked.texts {
        for located in &text.findings {
            let (start, end) = (located.range.start.byte as usize, located.range.end.byte as usize);
            let (Some(fix), Some(edits)) = (&located.finding.fix, &located.edits) else { continue };
            if end < from || start > to || !holds(checked, located, edits, lines.text(), &name, project) {
                continue;
            }
            let safe = fix.safety == Safety::Safe;
            let title =
                if safe { fix.title.clone() } else { format!("{} (unsafe: probably right, look at it)", fix.title) };
            let edits: Vec<Value> = edits.iter().map(|edit| text_edit(lines, edit)).collect();
            found.push((
                !safe,
                json!({
                    "title": shown(text, &title),
                    "kind": "quickfix",
                    "isPreferred": safe,
                    "diagnostics": [diagnostic(text, located, lines)],
                    "edit": { "documentChanges": [{ "textDocument": { "uri": uri, "version": version }, "edits": edits }] },
                }),
            ));
        }
    }
    found.sort_by_key(|(is_unsafe, _)| *is_unsafe);
    found.into_iter().map(|(_, action)| action).collect()
}

fn text_edit(lines: &Lines, edit: &FileEdit) -> Value {
    json!({ "range": lines.range(edit.start_byte as usize, edit.end_byte as usize), "newText": edit.text })
}

/// True if the document, read again with the edits made, has lost the finding and gained no error.
fn holds(before: &Checked, located: &Located, edits: &[FileEdit], text: &str, name: &str, project: &Project) -> bool {
    let mut after = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (edit.start_byte as usize, edit.end_byte as usize);
        if start > end || after.get(start..end).is_none() {
            return false;
        }
        after.replace_range(start..end, &edit.text);
    }
    let after = project.checker().document(name, after.as_bytes());
    let count = |checked: &Checked, wanted: &dyn Fn(&Located) -> bool| {
        checked.texts.iter().flat_map(|text| &text.findings).filter(|found| wanted(found)).count()
    };
    let rule = located.finding.rule.id;
    let of_rule = |found: &Located| found.finding.rule.id == rule;
    let is_error = |found: &Located| found.finding.severity == Severity::Error;
    count(&after, &of_rule) < count(before, &of_rule)
        && count(&after, &is_error) <= count(before, &is_error)
        && after.unread.len() <= before.unread.len()
        && after.summary.urls == before.summary.urls
}

fn fix_all(document: &Document, project: &Project, uri: &str) -> Option<Value> {
    let text = document.lines.text();
    if document.is_configuration() || project.excludes(&document.path) {
        return None;
    }
    let fixed = project.checker().fix(&project.name(&document.path), text.as_bytes(), false);
    let new = String::from_utf8(fixed.bytes).ok().filter(|new| new != text)?;
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = text.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let backwards = text[head..].chars().rev().zip(new[head..].chars().rev());
    let tail: usize = backwards.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let edit = json!({
        "range": document.lines.range(head, text.len() - tail),
        "newText": new[head..new.len() - tail],
    });
    Some(json!({
        "title": "Make every safe fix in this file",
        "kind": FIX_ALL,
        "edit": { "documentChanges": [{ "textDocument": { "uri": uri, "version": document.version }, "edits": [edit] }] },
    }))
}
