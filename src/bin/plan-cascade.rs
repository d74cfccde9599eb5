//! The native program: checks and compiles the plans, builds and serves the site.

use clap::{Parser, Subcommand};
use plan_cascade::compile::{self, Compiled, SeedFile, Severity};
use std::io::IsTerminal;
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
    },
    /// Write the open data: JSON Lines and CSV.
    Export {
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Check { seeds, json } => check(&seeds, json),
        Command::Export { out, seeds } => export(&out, &seeds),
    }
}

fn check(folder: &Path, json: bool) -> Result<ExitCode, Failure> {
    let seeds = compile::read_seeds(folder)?;
    let compiled = compile::compile(&seeds);
    if json {
        for diagnostic in &compiled.diagnostics {
            println!("{}", serde_json::to_string(diagnostic)?);
        }
    } else {
        print!("{}", compile::report::render(&compiled.diagnostics, &seeds, std::io::stdout().is_terminal()));
        print!("{}", compile::report::facts(&compiled.corpus));
        println!("{}", compile::report::summary(&compiled.diagnostics));
    }
    Ok(exit_code(&compiled))
}

fn export(out: &Path, folder: &Path) -> Result<ExitCode, Failure> {
    let seeds = compile::read_seeds(folder)?;
    let compiled = compile_loudly(&seeds);
    std::fs::create_dir_all(out)?;
    for (name, bytes) in compile::export::files(&compiled.corpus)? {
        std::fs::write(out.join(name), bytes)?;
    }
    Ok(exit_code(&compiled))
}

/// Compiles and says on standard error what `check` would say.
fn compile_loudly(seeds: &[SeedFile]) -> Compiled {
    let compiled = compile::compile(seeds);
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    eprint!("{}", compile::report::render(&errors, seeds, std::io::stderr().is_terminal()));
    compiled
}

fn exit_code(compiled: &Compiled) -> ExitCode {
    let failed = compiled.diagnostics.iter().any(|d| d.severity == Severity::Error);
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
