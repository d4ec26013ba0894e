//! How fast links are linted, beside how fast others merely parse them. `docs/performance.md` says how to run this
//! and what was learnt with it.

mod drawn;
mod inputs;
mod links;
mod race;
mod random;
mod scaling;
mod stages;
mod timing;
mod worst;

const USAGE: &str = "\
usage:
  generate FILE [COUNT] [KIND]                  links, one a line, the same ones every time; KIND is mixed, varied,
                                                faulty, patterns, received, templates, corpus or offers
  compare                                       linting beside url and ada, over every input that is generated
  compare FILE [ROUNDS]                         linting beside url and ada, over the same lines in one process
  stages FILE [ROUNDS]                          what each step of linting takes
  count STAGE FILE                              one step once, for a counter of instructions
  fixed STAGE NUMBER TIMES                      one of ten fixed links, so many times, for a counter of instructions
  worst                                         time for each byte of hostile texts, short and long
  scaling PROGRAM [ROUNDS]                      the same for each kind of token, file and report of the whole program
  parse FILE | parse-ada FILE | nothing         programs to race against
  race ROUNDS COMMAND... -- COMMAND...          user time of two programs in turn, and the median of its ratios
  drawn FILE PROGRAM [ROUNDS]                   what a finding costs in each format, beside a bare drawing";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let number = |at: usize, usual: usize| args.get(at).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let done = match args[..] {
        ["generate", file, ..] => generate(file, number(2, 1_000_000), args.get(3).copied().unwrap_or("mixed")),
        ["compare"] => stages::compare_all(5),
        ["fixed", stage, _, _] => stages::fixed(stage, number(2, 0), number(3, 1)),
        ["compare", file, ..] => stages::compare(file, number(2, 7)),
        ["stages", file, ..] => stages::stages(file, number(2, 7)),
        ["count", stage, file] => stages::count(stage, file),
        ["worst"] => worst::worst(),
        ["scaling", program, ..] => scaling::scaling(program, number(2, 3)),
        ["parse", file] => race::parse(file, |line| url::Url::parse(line).is_ok()),
        ["parse-ada", file] => race::parse(file, |line| ada_url::Url::can_parse(line, None)),
        ["nothing"] => Ok(()),
        ["race", _, ref commands @ ..] => race::race(number(1, 15), commands),
        ["drawn", file, program, ..] => drawn::drawn(file, program, number(3, 5)),
        _ => Err(USAGE.to_owned()),
    };
    if let Err(message) = done {
        eprintln!("{message}");
        std::process::exit(2);
    }
}

fn generate(file: &str, count: usize, kind: &str) -> Result<(), String> {
    if let Some(input) = inputs::Input::named(kind) {
        return write(file, &inputs::text(input, count)?);
    }
    let kind = links::Kind::named(kind).ok_or(USAGE)?;
    write(file, &links::text(kind, count))
}

fn write(file: &str, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|e| format!("{file}: {e}"))
}

/// The text of a file.
fn read(file: &str) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))
}
