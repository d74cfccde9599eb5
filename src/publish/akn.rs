//! A plan in Akoma Ntoso 3.0, the standard of parliaments and gazettes for legal texts (OASIS LegalDocML).
//!
//! In: a plan with its text. Out: one `<doc>`: whose text it is (`<meta>`), its title and number, and its clauses in
//! their order, each with the path that this project cites it by as `wId`. Invariant: valid against the schema of the
//! standard, held by the tests of this room; no word of a clause is lost.

use super::xml::Xml;
use crate::model::{Clause, ClauseKind, Corpus, Plan, PlanKind, Span};
use crate::query::cite::own_number;

/// Who made the file of the plan's text.
const SOURCE: &str = "#plan-cascade";

/// The name of a plan as a work: `/akn/cn-350526/doc/plan/2025-02-26/dehua-2025`.
pub fn work(plan: &Plan) -> String {
    let place = plan.place_code.as_ref().map_or("cn".to_owned(), |code| format!("cn-{}", code.as_str()));
    format!("/akn/{place}/doc/plan/{}/{}", day(plan), plan.id)
}

/// The day of signing; where it is not known the first of the year, which the standard asks for.
fn day(plan: &Plan) -> String {
    plan.signed.map_or_else(|| format!("{:04}-01-01", plan.year().unwrap_or(1)), |day| day.to_string())
}

/// The plan's document.
pub fn document(corpus: &Corpus, plan: &Plan) -> Vec<u8> {
    let clauses: Vec<&Clause> = corpus.clauses.iter().filter(|clause| clause.plan == plan.id).collect();
    let text = Text { corpus, plan, clauses: &clauses };
    let mut xml = Xml::new();
    xml.element("akomaNtoso", &[("xmlns", "http://docs.oasis-open.org/legaldocml/ns/akn/3.0")], |xml| {
        xml.element("doc", &[("name", "plan"), ("contains", "originalVersion")], |xml| {
            meta(xml, plan);
            xml.element("preface", &[], |xml| {
                xml.element("p", &[], |xml| xml.element("docTitle", &[], |xml| xml.text(&plan.title)));
                if let Some(number) = &plan.document_number {
                    xml.element("p", &[], |xml| xml.element("docNumber", &[], |xml| xml.text(number)));
                }
            });
            text.write(xml);
        });
    });
    xml.into_bytes()
}

fn meta(xml: &mut Xml, plan: &Plan) {
    let (work, day) = (work(plan), day(plan));
    let expression = format!("{work}/zho@{day}");
    let kind = match plan.kind {
        PlanKind::Plan => "plan",
        PlanKind::Regulation => "regulation",
    };
    let manifestation = format!("{expression}.xml");
    let common = |xml: &mut Xml, uri: &str, author: &str| {
        let this = uri.strip_suffix(".xml").map_or_else(|| format!("{uri}/!main"), |uri| format!("{uri}/!main.xml"));
        xml.empty("FRBRthis", &[("value", &this)]);
        xml.empty("FRBRuri", &[("value", uri)]);
        let name = if plan.signed.is_some() { "signed" } else { "year" };
        xml.empty("FRBRdate", &[("date", &day), ("name", name)]);
        xml.empty("FRBRauthor", &[("href", author)]);
    };
    xml.element("meta", &[], |xml| {
        xml.element("identification", &[("source", SOURCE)], |xml| {
            xml.element("FRBRWork", &[], |xml| {
                common(xml, &work, "#issuer-1");
                xml.empty("FRBRcountry", &[("value", "cn")]);
                xml.empty("FRBRsubtype", &[("value", kind)]);
                if let Some(number) = &plan.document_number {
                    xml.empty("FRBRnumber", &[("value", number)]);
                }
                xml.empty("FRBRname", &[("value", &plan.title)]);
            });
            xml.element("FRBRExpression", &[], |xml| {
                common(xml, &expression, "#issuer-1");
                xml.empty("FRBRlanguage", &[("language", "zho")]);
            });
            xml.element("FRBRManifestation", &[], |xml| common(xml, &manifestation, SOURCE));
        });
        if let Some(published) = plan.published {
            let publisher = plan.publisher.as_deref().or(plan.issuer.as_deref()).unwrap_or(&plan.place);
            let published = published.to_string();
            xml.empty("publication", &[("date", &published), ("name", "publication"), ("showAs", publisher)]);
        }
        xml.element("references", &[("source", SOURCE)], |xml| {
            let place = std::slice::from_ref(&plan.place);
            let issuers = if plan.issuers.is_empty() { place } else { &plan.issuers[..] };
            for (at, issuer) in issuers.iter().enumerate() {
                let id = format!("issuer-{}", at + 1);
                let href = format!("/akn/ontology/organization/cn/{}.{}", plan.id, at + 1);
                xml.empty("TLCOrganization", &[("eId", &id), ("href", &href), ("showAs", issuer)]);
            }
            let href = "/akn/ontology/organization/plan-cascade";
            xml.empty("TLCOrganization", &[("eId", &SOURCE[1..]), ("href", href), ("showAs", "Plan Cascade")]);
        });
    });
}

/// A plan's clauses.
struct Text<'a> {
    corpus: &'a Corpus,
    plan: &'a Plan,
    clauses: &'a [&'a Clause],
}

impl Text<'_> {
    fn write(&self, xml: &mut Xml) {
        let of = |kind: ClauseKind| self.clauses.iter().filter(move |clause| clause.kind == kind);
        if of(ClauseKind::Preamble).next().is_some() {
            xml.element("preamble", &[], |xml| {
                of(ClauseKind::Preamble).for_each(|clause| self.paragraphs(xml, clause))
            });
        }
        let outside = [ClauseKind::Preamble, ClauseKind::Closing, ClauseKind::Annex];
        let known = |id: &str| self.clauses.iter().any(|clause| clause.id == *id && !outside.contains(&clause.kind));
        let roots = self.clauses.iter().filter(|clause| {
            !outside.contains(&clause.kind) && !clause.parent.as_ref().is_some_and(|parent| known(parent))
        });
        let roots: Vec<&&Clause> = roots.collect();
        let annex: Vec<&&Clause> = of(ClauseKind::Annex).collect();
        xml.element("mainBody", &[], |xml| {
            if roots.is_empty() && annex.is_empty() {
                xml.empty("p", &[]);
            }
            roots.iter().for_each(|clause| self.clause(xml, clause, ""));
            if !annex.is_empty() {
                xml.element("hcontainer", &[("name", "annex"), ("eId", "annex")], |xml| {
                    xml.element("heading", &[], |xml| xml.text("附件"));
                    annex.iter().for_each(|clause| self.clause(xml, clause, "annex__"));
                });
            }
        });
        if of(ClauseKind::Closing).next().is_some() {
            xml.element("conclusions", &[], |xml| {
                of(ClauseKind::Closing).for_each(|clause| self.paragraphs(xml, clause))
            });
        }
    }

    fn clause(&self, xml: &mut Xml, clause: &Clause, within: &str) {
        let (element, short, name) = match clause.kind {
            ClauseKind::Chapter => ("chapter", "chp", None),
            ClauseKind::Section => ("section", "sec", None),
            ClauseKind::Item => ("paragraph", "para", None),
            ClauseKind::Principle => ("indent", "indent", None),
            ClauseKind::Annex => ("hcontainer", "row", Some("row")),
            _ => ("hcontainer", "unnumbered", Some("unnumbered")),
        };
        let number = clause.path.strip_prefix("annex.").unwrap_or(&clause.path);
        // A row of an annex has no parent to be counted within.
        let number =
            if clause.kind == ClauseKind::Annex { number } else { number.rsplit('.').next().unwrap_or(number) };
        let id = format!("{within}{short}_{number}");
        let mut attributes = vec![("eId", id.as_str()), ("wId", clause.path.as_str())];
        attributes.extend(name.map(|name| ("name", name)));
        let of_annex = clause.kind == ClauseKind::Annex;
        let children: Vec<&&Clause> = self
            .clauses
            .iter()
            .filter(|child| child.parent.as_ref() == Some(&clause.id) && (child.kind == ClauseKind::Annex) == of_annex)
            .filter(|_| !of_annex)
            .collect();
        xml.element(element, &attributes, |xml| {
            if let Some(number) = own_number(&clause.path) {
                xml.element("num", &[], |xml| xml.text(&number));
            }
            if let Some(heading) = &clause.heading {
                xml.element("heading", &[], |xml| xml.text(heading));
            }
            if clause.has_own_text() {
                let holder = if children.is_empty() { "content" } else { "intro" };
                xml.element(holder, &[], |xml| self.paragraphs(xml, clause));
            }
            let within = format!("{id}__");
            children.iter().for_each(|child| self.clause(xml, child, &within));
        });
    }

    /// The clause's text without its heading, a line a paragraph; works of the corpus that it cites are references.
    fn paragraphs(&self, xml: &mut Xml, clause: &Clause) {
        let start = if clause.parts.heading.is_some() { clause.body().0 } else { 0 };
        let cited = self.plan.cites.iter().filter(|cited| cited.clause == clause.id);
        let cites: Vec<(Span, String)> = clause
            .parts
            .cites
            .iter()
            .zip(cited)
            .filter_map(|(span, cited)| {
                let plan = self.corpus.plans.iter().find(|plan| Some(&plan.id) == cited.plan.as_ref())?;
                Some((*span, work(plan)))
            })
            .collect();
        let mut at = start;
        for line in Span(start, u32::MAX).of(&clause.text).split('\n') {
            let end = at + line.chars().count() as u32;
            xml.element("p", &[], |xml| {
                let mut done = at;
                for (span, href) in cites.iter().filter(|(span, _)| at <= span.0 && span.1 <= end) {
                    xml.text(Span(done, span.0).of(&clause.text));
                    xml.element("ref", &[("href", href)], |xml| xml.text(span.of(&clause.text)));
                    done = span.1;
                }
                xml.text(Span(done, end).of(&clause.text));
            });
            at = end + 1;
        }
    }
}
