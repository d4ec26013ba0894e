//! Times as seconds since 1970, and how logs write them.

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Midnight of a day, in UTC.
pub const fn midnight(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March have their leap day at the end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468) * DAY
}

/// Year, month, day, hour, minute, second.
fn parts(time: i64) -> [i64; 6] {
    let (days, second) = (time.div_euclid(DAY) + 719_468, time.rem_euclid(DAY));
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    [era * 400 + year, month, day, second / HOUR, second / MINUTE % 60, second % 60]
}

/// `2026-03-09`
pub fn date(time: i64) -> String {
    let [year, month, day, ..] = parts(time);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `08:14:02`
pub fn hours(time: i64) -> String {
    let [_, _, _, hour, minute, second] = parts(time);
    format!("{hour:02}:{minute:02}:{second:02}")
}

/// `2026-03-09T08:14:02`, to which a zone is added.
pub fn iso(time: i64) -> String {
    format!("{}T{}", date(time), hours(time))
}

/// `09/Mar/2026:09:14:02 +0100`, as Apache and nginx write a time `zone` hours east of UTC.
pub fn common(time: i64, zone: i64) -> String {
    let local = time + zone * HOUR;
    let [year, month, day, ..] = parts(local);
    format!("{day:02}/{}/{year:04}:{} {zone:+03}00", MONTHS[month as usize - 1], hours(local))
}

/// Reads what [`iso`] writes, whatever stands behind it.
pub fn from_iso(text: &str) -> Option<i64> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let day = midnight(number(0, 4)?, number(5, 7)?, number(8, 10)?);
    Some(day + number(11, 13)? * HOUR + number(14, 16)? * MINUTE + number(17, 19)?)
}

/// Reads what [`common`] writes.
pub fn from_common(text: &str) -> Option<i64> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let month = MONTHS.iter().position(|m| Some(*m) == text.get(3..6))? as i64 + 1;
    let day = midnight(number(7, 11)?, month, number(0, 2)?);
    let time = day + number(12, 14)? * HOUR + number(15, 17)? * MINUTE + number(18, 20)?;
    Some(time - number(21, 24)? * HOUR)
}
