//! The targets of two plans of one series, by what became of them.

use super::Revision;
use crate::model::{Plan, Target};
use crate::query::revision::{Became, TargetPair, targets};
use crate::query::words::{deadline, figure};
use crate::web::link::Link;
use crate::web::parts::{named, plan_words, scope, target_words};
use crate::web::route::Route;
use yew::prelude::*;

impl Revision<'_> {
    /// What became of each target.
    pub fn figures(&self) -> Html {
        let w = self.w;
        let targets = targets((self.later, self.earlier), self.revision, self.indicators);
        let figures = Became::ALL.map(|became| {
            let n = targets.iter().filter(|pair| pair.became == became).count();
            (n > 0).then(|| self.count(anchor(became), n, self.became(became)))
        });
        html! {
            <section class="group" aria-labelledby="figures">
                <h2 id="figures">{ w.figures }</h2>
                if targets.is_empty() { <p>{ w.none }</p> } else { <p class="meta">{ w.figures_note }</p> }
                <ul class="place-counts" aria-label={w.figures}>{ for figures.into_iter().flatten() }</ul>
                { for Became::ALL.into_iter().map(|became| self.targets(became, &targets)) }
            </section>
        }
    }

    fn targets(&self, became: Became, pairs: &[TargetPair]) -> Html {
        let own: Vec<&TargetPair> = pairs.iter().filter(|pair| pair.became == became).collect();
        if own.is_empty() {
            return Html::default();
        }
        let list = html! { <ul class="place-figures">{ for own.iter().map(|pair| self.target(pair)) }</ul> };
        let id = anchor(became);
        // What is the same is the longest list and the least telling.
        match became {
            Became::Same => html! { <details {id}><summary>{ self.became(became) }</summary>{ list }</details> },
            _ => html! { <section aria-labelledby={id}><h3 {id}>{ self.became(became) }</h3>{ list }</section> },
        }
    }

    fn target(&self, pair: &TargetPair) -> Html {
        let m = self.m;
        let Some(target) = pair.later.or(pair.earlier) else { return Html::default() };
        let side = |target: &Target, plan: &Plan| {
            let year = self.w.of_year(plan.year().unwrap_or_default());
            let value = match figure(m, target) {
                Some(figure) => html! { <b class="figure">{ figure }</b> },
                None => html! { <b class="wording">{ target_words(m, target) }</b> },
            };
            let path = target.clause.as_ref().map(|clause| clause.path().to_owned()).unwrap_or_default();
            html! {
                <><Link class="meta" to={Route::plan(&plan.id)} hash={path}>{ year }</Link>{ " " }{ value }{ " " }
                    <span class="year">{ deadline(m, target).unwrap_or_default() }</span></>
            }
        };
        let known = self.indicators.iter().find(|indicator| indicator.id == target.indicator);
        // 全市 says nothing here.
        let part = !target.scope.is_empty() && !target.scope.starts_with('全');
        html! {
            <li key={target.id.as_str()}>
                <p class="place-name"><Link to={Route::indicator(&target.indicator)}>
                    if let Some(known) = known { { named(m, &known.name) } } else { { plan_words(m, target.label.clone()) } }
                </Link>if part { { " " }<span class="meta">{ scope(m, target) }</span> }</p>
                <p class="place-own">{ for pair.later.map(|target| side(target, &self.later.plan)) }</p>
                <p class="place-above">{ for pair.earlier.map(|target| side(target, &self.earlier.plan)) }</p>
            </li>
        }
    }

    fn became(&self, became: Became) -> &'static str {
        let (c, w) = (&self.m.compare, self.w);
        match became {
            Became::Stricter => c.stricter,
            Became::Laxer => c.laxer,
            Became::Larger => w.larger,
            Became::Smaller => w.smaller,
            Became::Other => w.other,
            Became::Added => w.added,
            Became::Dropped => w.dropped,
            Became::Same => w.same,
        }
    }
}

fn anchor(became: Became) -> &'static str {
    match became {
        Became::Stricter => "stricter",
        Became::Laxer => "laxer",
        Became::Larger => "larger",
        Became::Smaller => "smaller",
        Became::Other => "other",
        Became::Added => "added",
        Became::Dropped => "dropped",
        Became::Same => "same",
    }
}
