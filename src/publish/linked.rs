//! What search engines and catalogues read of a page as linked data: the corpus as a `Dataset`, a plan as
//! `Legislation`, in the words of schema.org.
//!
//! In: what the page shows. Out: JSON-LD. Addresses are those of the site where it is known; else they are relative to
//! the page's `<base>`, as JSON-LD in a page is read. Invariant: nothing is said that the page does not show.

use super::akn;
use crate::messages::Messages;
use crate::model::{Date, Language, Plan, PlanKind};
use crate::query::files;
use serde_json::{Map, Value, json};

/// A file that can be downloaded: its path within the site, its bytes and its media type.
pub struct Download<'a> {
    /// `open-data/targets.csv`.
    pub path: &'a str,
    /// How many.
    pub bytes: u64,
    /// As a host sends it, without its encoding.
    pub media: &'a str,
}

/// The corpus. `address` makes the address of a path within the site.
pub fn dataset(
    m: &Messages,
    plans: &[Plan],
    version: &str,
    downloads: &[Download],
    address: impl Fn(&str) -> String,
) -> Value {
    let distribution: Vec<Value> = downloads
        .iter()
        .map(|file| {
            json!({
                "@type": "DataDownload",
                "contentUrl": address(file.path),
                "encodingFormat": file.media,
                "contentSize": format!("{} B", file.bytes),
            })
        })
        .collect();
    let years: Vec<u16> = plans.iter().filter_map(Plan::year).collect();
    let coverage = years.iter().min().zip(years.iter().max()).map(|(from, to)| format!("{from}/{to}"));
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": m.site,
        "description": m.describing.data,
        "url": address("data/"),
        "version": version,
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": true,
        "usageInfo": address("data/#licence"),
        "spatialCoverage": { "@type": "Country", "name": "China", "identifier": "CN" },
        "distribution": distribution,
    });
    if let Some(coverage) = coverage {
        data["temporalCoverage"] = coverage.into();
    }
    data
}

/// A plan, one of `plans`; `files`: whether its own files stand.
pub fn legislation(m: &Messages, plan: &Plan, plans: &[Plan], files: bool, address: impl Fn(&str) -> String) -> Value {
    let mut data = Map::new();
    let mut say = |name: &str, value: Option<Value>| {
        data.extend(value.map(|value| (name.to_owned(), value)));
    };
    let day = |day: Option<Date>| day.map(|day| Value::from(day.to_string()));
    let page = |id: &str| address(&format!("plans/{id}/"));
    say("@context", Some("https://schema.org".into()));
    say("@type", Some("Legislation".into()));
    say("@id", Some(page(&plan.id).into()));
    say("name", Some(plan.title.clone().into()));
    say("url", Some(page(&plan.id).into()));
    say("legislationIdentifier", plan.document_number.clone().map(Value::from));
    let kind = match plan.kind {
        PlanKind::Plan => "plan",
        PlanKind::Regulation => "regulation",
    };
    say("legislationType", Some(kind.into()));
    say("legislationDate", day(plan.signed));
    say("datePublished", day(plan.published));
    say("legislationDateVersion", day(plan.effective));
    say("expires", day(plan.repealed.or(plan.valid_until)));
    say("inLanguage", Some("zh".into()));
    let place = json!({
        "@type": "AdministrativeArea",
        "name": plan.place,
        "alternateName": plan.place_in(Language::En),
        "identifier": plan.place_code.as_ref().map_or("CN", |code| code.as_str()),
    });
    say("legislationJurisdiction", Some(place));
    let issuers = plan.issuers.iter().map(|issuer| json!({ "@type": "GovernmentOrganization", "name": issuer }));
    say("legislationPassedBy", Some(issuers.collect::<Vec<_>>()).filter(|all| !all.is_empty()).map(Value::from));
    let cited = plan.cites.iter().map(|cited| {
        let known = cited.plan.as_ref().filter(|id| plans.iter().any(|plan| plan.id == **id));
        let mut work = json!({ "@type": "Legislation", "name": cited.title });
        if let Some(number) = &cited.document_number {
            work["legislationIdentifier"] = number.clone().into();
        }
        if let Some(id) = known {
            work["@id"] = page(id).into();
        }
        work
    });
    say("citation", Some(cited.collect::<Vec<_>>()).filter(|all| !all.is_empty()).map(Value::from));
    say("sameAs", plan.source_url.clone().map(Value::from));
    if plan.text && files {
        let text = json!({
            "@type": "LegislationObject",
            "contentUrl": address(&["open-data/", &files::akn(&plan.id)].concat()),
            "encodingFormat": "application/akn+xml",
            "identifier": akn::work(plan),
            "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
        });
        say("encoding", Some(text));
    }
    say("isPartOf", Some(json!({ "@type": "Dataset", "name": m.site, "url": address("data/") })));
    Value::Object(data)
}
