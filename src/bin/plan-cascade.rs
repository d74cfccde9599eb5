//! The native program: checks and compiles the plans, builds and serves the site.

use clap::{Parser, Subcommand};
use plan_cascade::compile::{self, Compiled, SeedFile, Severity};
use plan_cascade::site::{self, BuildOptions, Origin};
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
        /// Folder to write into; it may hold other files, which stay.
        #[arg(long)]
        out: PathBuf,
        /// Overwrite files of the same names that no export wrote, or that were changed since.
        #[arg(long)]
        force: bool,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
    /// Write the app's data files alone, without pages.
    Bundle {
        /// Folder to write; an earlier build there is replaced, anything else is left alone.
        #[arg(long)]
        out: PathBuf,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
    },
    /// Build the whole site: static files for any web server, in any folder of it.
    Build {
        /// Folder to write; an earlier build there is replaced, anything else is left alone.
        #[arg(long)]
        out: PathBuf,
        /// Folder of the plans.
        #[arg(long, default_value = "seeds")]
        seeds: PathBuf,
        /// Address at which the site will be published, for the few places that need absolute addresses.
        #[arg(long, value_name = "https://example.org/plans")]
        origin: Option<Origin>,
    },
    /// Build the site and serve it on 127.0.0.1.
    Serve {
        /// Port on this machine; 0 takes any free one.
        #[arg(long, default_value_t = 8080)]
        port: u16,
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
        Command::Export { out, force, seeds } => export(&out, force, &seeds),
        Command::Bundle { out, seeds } => bundle(&out, &seeds),
        Command::Build { out, seeds, origin } => build(BuildOptions { out, origin }, &seeds),
        Command::Serve { port, seeds } => serve(port, &seeds),
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

fn export(out: &Path, force: bool, folder: &Path) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(&compile::read_seeds(folder)?);
    site::export(&compiled.corpus, out, force)?;
    Ok(exit_code(&compiled))
}

fn bundle(out: &Path, folder: &Path) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(&compile::read_seeds(folder)?);
    site::write_bundle(&compiled.corpus, out)?;
    Ok(exit_code(&compiled))
}

fn build(options: BuildOptions, folder: &Path) -> Result<ExitCode, Failure> {
    let compiled = compile_loudly(&compile::read_seeds(folder)?);
    print!("{}", site::build(&compiled.corpus, &options)?);
    Ok(exit_code(&compiled))
}

/// An author mending a seed wants to see the rest of the site, so errors of seeds do not stop it.
fn serve(port: u16, folder: &Path) -> Result<ExitCode, Failure> {
    let out = site::local_folder();
    build(BuildOptions { out: out.clone(), origin: None }, folder)?;
    site::serve(&out, port)?;
    Ok(ExitCode::SUCCESS)
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
