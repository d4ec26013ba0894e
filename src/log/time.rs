//! Points in time: read from the many ways in which logs and exports write them, and written in one.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

impl Time {
    /// Seconds from `earlier` to this, rounded down.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1000)
    }

    /// So many seconds later.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    fn of(timestamp: Timestamp) -> Self {
        Self(timestamp.as_millisecond())
    }
}

impl std::fmt::Display for Time {
    /// `2026-03-12T08:14:02Z`; milliseconds only where there are any.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match Timestamp::from_millisecond(self.0) {
            Ok(timestamp) => write!(f, "{timestamp}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

/// Reads times. Knows the zone of those that do not say theirs.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: TimeZone,
    /// Where that is a fixed distance to UTC: then no table of the zone has to be asked.
    fixed: Option<Offset>,
    /// The zone as somebody named it.
    pub name: String,
}

impl Default for Clock {
    fn default() -> Self {
        Self { zone: TimeZone::UTC, fixed: Some(Offset::UTC), name: "UTC".to_owned() }
    }
}

impl Clock {
    /// A clock for a zone: an IANA name, `UTC`, or `+hh:mm`.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn named(name: &str) -> Result<Self, String> {
        if matches!(name, "UTC" | "utc" | "Z" | "z") {
            return Ok(Self::default());
        }
        if let Some((offset, "")) = offset(name) {
            return Ok(Self { zone: offset.to_time_zone(), fixed: Some(offset), name: name.to_owned() });
        }
        match TimeZone::get(name) {
            Ok(zone) => Ok(Self { zone, fixed: None, name: name.to_owned() }),
            Err(_) => Err(format!(
                "`{name}` is not a time zone; write an IANA name such as Europe/Berlin, UTC, or a distance such as +02:00"
            )),
        }
    }

    /// The point in time that a text names, and whether the text said its zone.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<(Time, bool)> {
        let text = text.trim().trim_matches(['"', '[', ']']);
        if let Some(time) = epoch(text) {
            return Some((time, true));
        }
        let (date, rest) = date(text)?;
        let (hour, minute, second, millis, rest) = time_of_day(rest)?;
        let (second, leap) = if second == 60 { (59, 1000) } else { (second, 0) };
        let civil =
            DateTime::new(date.year(), date.month(), date.day(), hour, minute, second, i32::from(millis) * 1_000_000);
        let (civil, rest) = (civil.ok()?, rest.trim_start());
        let said = if rest.is_empty() { None } else { Some(zone_after(rest)?) };
        let time = self.at(civil, said)?;
        Some((Time(time.0 + leap), said.is_some()))
    }

    /// The same for a date and time whose zone is given beside it: `Asia/Kolkata`.
    #[must_use]
    pub fn read_in(text: &str, zone: &str) -> Option<Time> {
        Self::named(zone).ok()?.read(text).map(|(time, _)| time)
    }

    fn at(&self, civil: DateTime, said: Option<Offset>) -> Option<Time> {
        match said.or(self.fixed) {
            Some(offset) => offset.to_timestamp(civil).ok().map(Time::of),
            None => self.zone.to_timestamp(civil).ok().map(Time::of),
        }
    }

    /// What `--since` and `--until` take: a time, a date, or `-2h` before `end`.
    ///
    /// # Errors
    /// A sentence for the user.
    pub fn bound(&self, text: &str, end: Time) -> Result<Time, String> {
        if let Some(ago) = text.strip_prefix('-') {
            let seconds = duration(ago).ok_or_else(|| no_duration(ago))?;
            return Ok(end.plus(-seconds));
        }
        if let Some((time, _)) = self.read(text) {
            return Ok(time);
        }
        date(text)
            .filter(|(_, rest)| rest.is_empty())
            .and_then(|(date, _)| self.at(date.at(0, 0, 0, 0), None))
            .ok_or_else(|| format!("`{text}` is not a time; write 2026-03-12, 2026-03-12T08:00 or -2h"))
    }
}

fn no_duration(text: &str) -> String {
    format!("`{text}` is not a duration; write 90s, 30m, 48h, 7d or 2w")
}

/// Seconds of `90s`, `30m`, `48h`, `7d`, `2w`, `1h30m`; a bare number is seconds.
#[must_use]
pub fn duration(text: &str) -> Option<i64> {
    let mut rest = text.trim();
    let mut total = 0i64;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let amount: i64 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit = match &rest[..letters] {
            "" | "s" | "sec" | "second" | "seconds" => 1,
            "m" | "min" | "minute" | "minutes" => 60,
            "h" | "hour" | "hours" => 3_600,
            "d" | "day" | "days" => 86_400,
            "w" | "week" | "weeks" => 604_800,
            _ => return None,
        };
        total = total.checked_add(amount.checked_mul(unit)?)?;
        rest = rest[letters..].trim_start();
    }
    Some(total)
}

/// The same for an option that may have a sign: the distance between two clocks.
///
/// # Errors
/// A sentence for the user.
pub fn signed_duration(text: &str) -> Result<i64, String> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    duration(rest).map(|seconds| sign * seconds).ok_or_else(|| no_duration(text))
}

/// A distance in words: `3 h 20 min`.
#[must_use]
pub fn spoken(seconds: i64) -> String {
    let seconds = SignedDuration::from_secs(seconds).unsigned_abs().as_secs();
    let parts = |big: u64, big_name: &str, small: u64, small_name: &str| match small {
        0 => format!("{big} {big_name}"),
        _ => format!("{big} {big_name} {small} {small_name}"),
    };
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => parts(seconds / 60, "min", seconds % 60, "s"),
        3_600..172_800 => parts(seconds / 3_600, "h", seconds % 3_600 / 60, "min"),
        _ => parts(seconds / 86_400, "days", seconds % 86_400 / 3_600, "h"),
    }
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by how many digits there are.
fn epoch(text: &str) -> Option<Time> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() < 9 || whole.len() > 19 || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    Some(Time(match whole.len() {
        9..=11 => number * 1000 + i64::from(thousandths(fraction)),
        12..=14 => number,
        15..=17 => number / 1_000,
        _ => number / 1_000_000,
    }))
}

/// The first three digits of a fraction of a second.
fn thousandths(fraction: &str) -> u16 {
    let mut digits = fraction.bytes().take_while(u8::is_ascii_digit).chain(std::iter::repeat(b'0'));
    (0..3).fold(0, |sum, _| sum * 10 + u16::from(digits.next().unwrap_or(b'0') - b'0'))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `2026-03-12`, `2026/03/12` or `12/Mar/2026`, and what follows.
fn date(text: &str) -> Option<(Date, &str)> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| -> Option<i16> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let small = |n: i16| i8::try_from(n).ok();
    if matches!(bytes.get(4)?, b'-' | b'/') && bytes.get(7) == bytes.get(4) {
        let date = Date::new(number(0..4)?, small(number(5..7)?)?, small(number(8..10)?)?).ok()?;
        return Some((date, &text[10..]));
    }
    if matches!(bytes.get(2)?, b'/' | b'-' | b' ') && bytes.get(6) == bytes.get(2) {
        let name = text.get(3..6)?;
        let month = MONTHS.iter().position(|m| m.eq_ignore_ascii_case(name))? + 1;
        let date = Date::new(number(7..11)?, i8::try_from(month).ok()?, small(number(0..2)?)?).ok()?;
        return Some((date, &text[11..]));
    }
    None
}

/// ` 08:14:02.316` with what separates it from the date, and what follows. Seconds may be left out; a clock of twelve
/// hours says AM or PM.
fn time_of_day(text: &str) -> Option<(i8, i8, i8, u16, &str)> {
    let mut rest = text.strip_prefix(['T', 't', ' ', ':', '_', '\t'])?.trim_start();
    let mut pair = || -> Option<i8> {
        let two = rest.get(..2).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?;
        rest = &rest[2..];
        let value = two.parse().ok();
        rest = rest.strip_prefix(':').unwrap_or(rest);
        value
    };
    let (mut hour, minute) = (pair()?, pair()?);
    let second = pair().unwrap_or(0);
    let mut millis = 0;
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        millis = thousandths(fraction);
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let word = rest.trim_start();
    for (name, afternoon) in [("AM", false), ("PM", true)] {
        if let Some(head) = word.get(..2).filter(|head| head.eq_ignore_ascii_case(name)) {
            rest = &word[head.len()..];
            hour = hour % 12 + if afternoon { 12 } else { 0 };
        }
    }
    Some((hour, minute, second, millis, rest))
}

fn zone_after(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") || text.eq_ignore_ascii_case("utc") || text.eq_ignore_ascii_case("gmt") {
        return Some(Offset::UTC);
    }
    offset(text).filter(|(_, rest)| rest.is_empty()).map(|(offset, _)| offset)
}

/// `+02:00`, `+0200` or `+02`, and what follows.
fn offset(text: &str) -> Option<(Offset, &str)> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = |range: std::ops::Range<usize>| -> Option<i32> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let hours = digits(1..3)?;
    let (minutes, end) = match text.as_bytes().get(3) {
        Some(b':') => (digits(4..6)?, 6),
        Some(b) if b.is_ascii_digit() => (digits(3..5)?, 5),
        _ => (0, 3),
    };
    let seconds = sign * (hours * 3_600 + minutes * 60);
    Some((Offset::from_seconds(seconds).ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_logs_write_them() {
        let clock = Clock::default();
        let wanted = "2026-03-12T08:14:02Z";
        for (text, zoned) in [
            ("12/Mar/2026:08:14:02 +0000", true),
            ("12/Mar/2026:09:14:02 +0100", true),
            ("2026-03-12T08:14:02Z", true),
            ("2026-03-12T08:14:02+00:00", true),
            ("2026-03-12 08:14:02", false),
            ("2026-03-12\t08:14:02", false),
            ("2026-03-12 08:14:02 AM", false),
            ("1773303242", true),
            ("1773303242.000", true),
            ("1773303242000", true),
            ("1773303242000000000", true),
        ] {
            let (time, said) = clock.read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((time.to_string().as_str(), said), (wanted, zoned), "{text}");
        }
        assert_eq!(
            clock.read("2026-03-12T08:14:02.316365Z").map(|t| t.0.to_string()).unwrap(),
            "2026-03-12T08:14:02.316Z"
        );
        assert_eq!(clock.read("2026-03-12 07:02:11 PM").unwrap().0.to_string(), "2026-03-12T19:02:11Z");
        for text in ["", "-", "yesterday", "2026-13-12T08:14:02Z", "12/Mar/2026:08:1", "2026-03-12T08:14:02 nowhere"] {
            assert_eq!(clock.read(text), None, "{text}");
        }
    }

    #[test]
    fn a_zone_moves_only_what_does_not_say_its_own() {
        let berlin = Clock::named("Europe/Berlin").unwrap();
        assert_eq!(berlin.read("2026-03-12 09:14:02").unwrap().0.to_string(), "2026-03-12T08:14:02Z");
        assert_eq!(berlin.read("2026-03-12T09:14:02Z").unwrap().0.to_string(), "2026-03-12T09:14:02Z");
        assert_eq!(
            Clock::named("+05:30").unwrap().read("2026-03-12 13:44:02").unwrap().0.to_string(),
            "2026-03-12T08:14:02Z"
        );
        assert!(Clock::named("Mars/Olympus").is_err());
    }

    #[test]
    fn durations_and_bounds_are_read() {
        assert_eq!(duration("48h"), Some(172_800));
        assert_eq!(duration("1h30m"), Some(5_400));
        assert_eq!(duration("soon"), None);
        assert_eq!(signed_duration("-1h"), Ok(-3_600));
        let (clock, end) = (Clock::default(), Time(1_773_303_242_000));
        assert_eq!(clock.bound("-2h", end).unwrap().to_string(), "2026-03-12T06:14:02Z");
        assert_eq!(clock.bound("2026-03-12", end).unwrap().to_string(), "2026-03-12T00:00:00Z");
        assert!(clock.bound("noon", end).is_err());
    }
}
