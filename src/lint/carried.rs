//! Findings of a reading, in places of the text that it was made of.

use crate::rule::Finding;
use crate::span::{Edit, Map, Safety};

/// Carries a finding of a reading back to the text it was made of.
pub fn carried(mut finding: Finding, map: &Map) -> Finding {
    finding.span = map.span_out(finding.span);
    finding.reach = finding.reach.map(|r| map.span_out(r));
    for (span, _) in &mut finding.labels {
        *span = map.span_out(*span);
    }
    if let Some(fix) = &mut finding.fix {
        let edits: Option<Vec<Edit>> = fix.edits.iter().map(|e| map.edit_out(e)).collect();
        match edits {
            Some(edits) => fix.edits = edits,
            // Such an edit would cut through bytes that stand for each other only as a whole.
            None => {
                fix.safety = Safety::Shown;
                fix.edits =
                    fix.edits.iter().map(|e| Edit { span: map.span_out(e.span), text: e.text.clone() }).collect();
            }
        }
    }
    without_crowded_fix(finding)
}

/// A fix that is only shown, of which two edits came to stand in one place, cannot even be that.
pub fn without_crowded_fix(mut finding: Finding) -> Finding {
    let crowded = |two: &[Edit]| two[0].span.end > two[1].span.start || two[0].span == two[1].span;
    finding.fix = finding.fix.filter(|fix| fix.safety != Safety::Shown || !fix.edits.windows(2).any(crowded));
    finding
}
