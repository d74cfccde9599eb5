//! The native program: checks and compiles the plans, builds and serves the site.

use clap::{Parser, Subcommand};
use plan_cascade::compile::reading::corrections::STALE;
use plan_cascade::compile::reading::formats;
use plan_cascade::compile::{self, Addition, Compiled, Diagnostic, Part, SeedFile, Severity};
use plan_cascade::model::{Date, is_web_address};
use plan_cascade::site::{self, Budget, BuildOptions, Origin, Since, WatchOptions};
use plan_cascade::synth::{self, Wanted};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

type Failure = Box<dyn std::error::Error>;

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read every seed and report what is wrong; exit 1 on errors.
    Check {
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
        /// Print the diagnostics as JSON, one a line.
        #[arg(long)]
        json: bool,
        /// Print instead what decided the reading of one clause: its words, the rules that applied, what was read.
        #[arg(long, value_name = "PLAN/PATH", conflicts_with = "json")]
        why: Option<String>,
    },
    /// Print what is read from one file, as it would be read from a plain text: .txt, .md, .html, .docx, .pdf or .ofd.
    Text { file: PathBuf },
    /// Copy published files into the folder of the plans, each under its plan's id, with what is known of where it came
    /// from beside it; nothing is overwritten, and where one file is no plan none is copied. Then say what check says of
    /// them; exit 1 on errors.
    Add {
        /// .txt, .md, .html, .docx, .pdf or .ofd; a .toml of the same name beside one completes it.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Where the file was published; of a saved page its own word is taken.
        #[arg(long, value_parser = web_address)]
        url: Option<String>,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
    /// Compile the plans of one folder by themselves into one file, which `build`, `bundle` and `export` take together
    /// with others; exit 1 where a seed has errors, after all others are written.
    Compile {
        /// File to write; an earlier part there is replaced, anything else is left alone.
        #[arg(long)]
        out: PathBuf,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
        /// Exit 0 though seeds have errors: they are told all the same, and what they spoil is left out.
        #[arg(long)]
        allow_errors: bool,
    },
    /// Write the open data: JSON Lines and CSV; exit 1 where a seed has errors, after all others are written.
    Export {
        /// Folder to write into; it may hold other files, which stay.
        #[arg(long)]
        out: PathBuf,
        /// Overwrite files of the same names that no export wrote, or that were changed since.
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        seeds: Seeds,
    },
    /// Write the app's data files alone, without pages; exit 1 where a seed has errors, after all others are written.
    Bundle {
        /// Folder to write; an earlier build there is replaced, anything else is left alone.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        seeds: Seeds,
    },
    /// Build the whole site: static files for any web server, in any folder of it; exit 1 where a seed has errors,
    /// after a whole site of all others.
    Build {
        /// Folder to write; an earlier build there is replaced, anything else is left alone.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        seeds: Seeds,
        /// Address at which the site will be published, for the few places that need absolute addresses.
        #[arg(long, value_name = "https://example.org/plans")]
        origin: Option<Origin>,
        /// An earlier site or export: tell what is new beside it, as records and Atom feeds in open-data/.
        #[arg(long, value_name = "FOLDER")]
        since: Option<PathBuf>,
        /// Build the app as one program instead of one part a page: larger, for a toolchain that cannot be split.
        #[arg(long)]
        whole: bool,
        #[command(flatten)]
        limits: Limits,
    },
    /// Write an invented corpus to test on, made from the plans, with its truth beside it; no part of any site.
    Synth {
        /// How many plans: 5 are the nation, a province and what lies below, 3200 nearly all places of the country.
        #[arg(long)]
        plans: usize,
        /// The same number of plans and the same seed give the same bytes.
        #[arg(long)]
        seed: u64,
        /// Folder to write into; it is empty or not there yet.
        #[arg(long)]
        out: PathBuf,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
    /// Serve the site on 127.0.0.1, and compile it again whenever a file of the plans changes.
    Serve {
        /// Port on this machine; 0 takes any free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
        /// Add a page on which people confirm and correct what is read; it writes the files beside the plans.
        #[arg(long, conflicts_with = "no_watch")]
        review: bool,
        /// An earlier site or export: show what is new beside it, which is also reviewed first.
        #[arg(long, value_name = "FOLDER", conflicts_with = "no_watch")]
        since: Option<PathBuf>,
        /// Build the whole site first, as for a host, and serve just that.
        #[arg(long)]
        no_watch: bool,
        #[command(flatten)]
        limits: Limits,
    },
}

/// What the host takes. Where not all fits, the pages worth least are left to the app, which shows them on others.
#[derive(clap::Args)]
struct Limits {
    /// Files that the host takes.
    #[arg(long, default_value_t = Budget::default().files)]
    max_files: u64,
    /// Their size, in millions of bytes.
    #[arg(long, default_value_t = Budget::default().megabytes)]
    max_megabytes: u64,
}

impl From<Limits> for Budget {
    fn from(limits: Limits) -> Self {
        Self { files: limits.max_files, megabytes: limits.max_megabytes }
    }
}

/// What is built from.
#[derive(clap::Args)]
struct Seeds {
    /// Parts of the country that `compile` wrote, in any order, in place of a folder.
    #[arg(value_name = "PART", conflicts_with = "seeds")]
    parts: Vec<PathBuf>,
    /// Folder of the plans.
    #[arg(long, default_value = "seeds")]
    seeds: PathBuf,
    /// Exit 0 though seeds have errors: they are told all the same, and what they spoil is left out.
    #[arg(long)]
    allow_errors: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("error: {error}\n"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { seeds, why: Some(clause), .. } => why(&seeds, &clause),
        Command::Check { seeds, json, why: None } => check(&seeds, json),
        Command::Text { file } => text(&file),
        Command::Add { files, url, seeds } => add(&files, url.as_deref(), &seeds),
        Command::Compile { out, seeds, allow_errors } => compile_part(&seeds, &out, allow_errors),
        Command::Export { out, force, seeds } => export(&out, force, &seeds),
        Command::Bundle { out, seeds } => bundle(&out, &seeds),
        Command::Build { out, seeds, origin, since, whole, limits } => {
            let day = today()?;
            let since = since.map(|folder| Since { folder, day });
            build(&BuildOptions { out, origin, budget: limits.into(), since, whole }, &seeds)
        }
        Command::Synth { plans, seed, out, seeds } => synth(Wanted { plans, seed }, &out, &seeds),
        Command::Serve { port, seeds, review, since, no_watch: false, limits } => {
            if Budget::from(limits) != Budget::default() {
                return Err("--max-files and --max-megabytes are about a built site: add --no-watch".into());
            }
            let day = today()?;
            let since = since.map(|folder| Since { folder, day });
            site::watch(&WatchOptions { seeds, port, review, since }, tell_errors)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve { port, seeds, limits, .. } => serve(port, seeds, limits.into()),
    }
}

fn check(folder: &Path, json: bool) -> Result<ExitCode, Failure> {
    let (seeds, compiled) = compile::check_folder(folder)?;
    let mut out = String::new();
    if json {
        for diagnostic in &compiled.diagnostics {
            out += &serde_json::to_string(diagnostic)?;
            out.push('\n');
        }
    } else {
        out += &report(&compiled, &seeds);
    }
    print(&out)?;
    Ok(exit_code(&compiled.diagnostics, false))
}

/// What is told of a compiled corpus: remarks, what was read of each plan, how many remarks.
fn report(compiled: &Compiled, seeds: &[SeedFile]) -> String {
    let remarks = compile::report::render(&compiled.diagnostics, seeds, std::io::stdout().is_terminal());
    let facts = compile::report::facts(&compiled.corpus);
    [remarks, facts, compile::report::summary(&compiled.diagnostics), "\n".to_owned()].concat()
}

/// Prints why a clause was read as it was.
fn why(folder: &Path, clause: &str) -> Result<ExitCode, Failure> {
    let (seeds, compiled) = compile::compile_folder(folder)?;
    print(&compile::why::why(&compiled.corpus, &seeds, clause)?)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the lines of a file of any format, and on standard error what was left out or guessed.
fn text(file: &Path) -> Result<ExitCode, Failure> {
    let bytes = std::fs::read(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let format = formats::sniff(&file.to_string_lossy(), &bytes);
    let document = formats::read(format, &bytes, &formats::Limits::default())
        .map_err(|error| format!("{}: {error}", file.display()))?;
    for remark in &document.remarks {
        complain(&format!("{}: {}: {}\n", file.display(), remark.at, remark.message));
    }
    print(&document.lines().into_iter().map(|line| line.text + "\n").collect::<String>())?;
    Ok(ExitCode::SUCCESS)
}

/// An address that a page may link to.
fn web_address(text: &str) -> Result<String, String> {
    if is_web_address(text) { Ok(text.to_owned()) } else { Err("it begins with https:// or http://".to_owned()) }
}

/// Adds files to the plans and prints what check says of them.
fn add(files: &[PathBuf], url: Option<&str>, folder: &Path) -> Result<ExitCode, Failure> {
    if let (Some(url), [_, _, ..]) = (url, files) {
        return Err(format!("--url {url} is the address of one file, and there are {}", files.len()).into());
    }
    match compile::add(files, url, folder, today()?)? {
        Addition::Refused { seeds, diagnostics } => {
            complain(&compile::report::render(&diagnostics, &seeds, std::io::stderr().is_terminal()));
            Err("nothing was added".into())
        }
        Addition::Added { seeds, mut compiled, names } => {
            let mut out = String::new();
            for name in &names {
                out += &format!("added {}\n", folder.join(name).display());
            }
            let stems: Vec<&str> =
                names.iter().filter_map(|name| name.rsplit_once('.')).map(|(stem, _)| stem).collect();
            let own = |file: &str| file.rsplit_once('.').is_some_and(|(stem, _)| stems.contains(&stem));
            compiled.diagnostics.retain(|remark| own(&remark.file));
            compiled.corpus.plans.retain(|plan| names.contains(&plan.source_file));
            out += &report(&compiled, &seeds);
            print(&out)?;
            Ok(exit_code(&compiled.diagnostics, false))
        }
    }
}

/// The day by this machine's clock, in universal time.
fn today() -> Result<Date, Failure> {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
    let mut days = seconds / (24 * 60 * 60);
    let mut year = 1970;
    let length = |year: u16| if Date::new(year, 2, 29).is_some() { 366 } else { 365 };
    while days >= length(year) {
        days -= length(year);
        year += 1;
    }
    let mut dates = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Date::new(year, month, day)));
    dates.nth(usize::try_from(days)?).ok_or_else(|| "the clock shows no day".into())
}

fn export(out: &Path, force: bool, seeds: &Seeds) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(seeds)?;
    site::export(&compiled.corpus, out, force)?;
    Ok(exit_code(&compiled.diagnostics, seeds.allow_errors))
}

fn bundle(out: &Path, seeds: &Seeds) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(seeds)?;
    site::write_bundle(&compiled.corpus, out)?;
    Ok(exit_code(&compiled.diagnostics, seeds.allow_errors))
}

fn build(options: &BuildOptions, seeds: &Seeds) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(seeds)?;
    print(&site::build(&compiled.corpus, options)?)?;
    Ok(exit_code(&compiled.diagnostics, seeds.allow_errors))
}

fn synth(wanted: Wanted, out: &Path, folder: &Path) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(&Seeds::of(folder))?;
    let synthetic = synth::synthesise(&compiled.corpus, wanted)?;
    synth::write(&synthetic, out)?;
    let bytes: usize = synthetic.files.values().map(Vec::len).sum();
    print(&format!(
        "{} plans, {} files, {bytes} bytes in {}\n",
        synthetic.plans,
        synthetic.files.len(),
        out.display()
    ))?;
    Ok(exit_code(&compiled.diagnostics, false))
}

/// An author mending a seed wants to see the rest of the site, so errors of seeds do not stop it.
fn serve(port: u16, folder: PathBuf, budget: Budget) -> Result<ExitCode, Failure> {
    let out = site::local_folder();
    build(
        &BuildOptions { out: out.clone(), origin: None, budget, since: None, whole: false },
        &Seeds { allow_errors: true, ..Seeds::of(&folder) },
    )?;
    site::serve(&out, port)?;
    Ok(ExitCode::SUCCESS)
}

impl Seeds {
    /// Those of a folder.
    fn of(folder: &Path) -> Self {
        Self { parts: Vec::new(), seeds: folder.to_owned(), allow_errors: false }
    }
}

/// Compiles a folder, or joins parts, and says on standard error what `check` would say of errors.
fn compile_loudly(seeds: &Seeds) -> Result<Compiled, Failure> {
    let (files, compiled) =
        if seeds.parts.is_empty() { compile::compile_folder(&seeds.seeds)? } else { (Vec::new(), join(&seeds.parts)?) };
    tell_errors(&compiled.diagnostics, &files);
    Ok(compiled)
}

/// Says on standard error what `check` would say of errors, and of what people said that does not fit any more.
fn tell_errors(diagnostics: &[Diagnostic], seeds: &[SeedFile]) {
    let is_told = |d: &&Diagnostic| d.severity == Severity::Error || d.code == STALE;
    let told: Vec<_> = diagnostics.iter().filter(is_told).cloned().collect();
    complain(&compile::report::render(&told, seeds, std::io::stderr().is_terminal()));
}

/// Compiles a folder by itself.
fn compile_part(folder: &Path, out: &Path, allow_errors: bool) -> Result<ExitCode, Failure> {
    let (seeds, part, diagnostics) = compile::compile_folder_part(folder)?;
    tell_errors(&diagnostics, &seeds);
    let failed = |error: std::io::Error| format!("cannot write {}: {error}", out.display());
    if std::fs::read(out).is_ok_and(|bytes| Part::unpack(&bytes).is_err()) {
        return Err(format!("{} is there already and no part; choose another name", out.display()).into());
    }
    // Whoever reads it meanwhile finds the one before.
    let new = out.with_added_extension("new");
    std::fs::write(&new, part.pack()?).and_then(|()| std::fs::rename(&new, out)).map_err(failed)?;
    print(&format!("{} plans in {}, {}\n", part.plans.len(), out.display(), compile::report::summary(&diagnostics)))?;
    Ok(exit_code(&diagnostics, allow_errors))
}

/// The corpus of parts; an error of one that was compiled with errors is an error here.
fn join(files: &[PathBuf]) -> Result<Compiled, Failure> {
    let mut parts = Vec::new();
    let mut told = Vec::new();
    for file in files {
        let name = file.display();
        let bytes = std::fs::read(file).map_err(|error| format!("cannot read {name}: {error}"))?;
        let part = Part::unpack(&bytes).map_err(|error| format!("{name}: {error}"))?;
        if part.errors > 0 {
            let message = format!("it was compiled with errors ({}), and what they spoil is left out", part.errors);
            let hint = "mend what `check` says of its seeds, and compile it again";
            told.push(Diagnostic::of_file("part", Severity::Error, &name.to_string(), message, hint));
        }
        parts.push(part);
    }
    let mut compiled = compile::compile_parts(parts);
    compiled.diagnostics.extend(told);
    Ok(compiled)
}

fn exit_code(diagnostics: &[Diagnostic], allow_errors: bool) -> ExitCode {
    let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
    if failed && !allow_errors { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Writes to standard output. A reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("cannot write the output: {error}").into()),
        _ => Ok(()),
    }
}

/// Writes to standard error; where that fails, nobody is left to be told.
fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
