//! All words of the interface, by language: declared here, written in `assets/messages/LANGUAGE.toml`.
//!
//! To add a message, declare it in its group below and write it in all three files; a test and every build name
//! what is missing, left over, or has other gaps than declared. `title` is plain words (`m.home.title`),
//! `found(n)` words with gaps (`m.search.found(3)`, in the file `"{n} {n|result|results}"`), `steps: list`,
//! `questions: pairs` and `measures: table` are what they say. In the browser they come as a shard of the bundle:
//! no language is compiled into the WebAssembly. Invariant: words are never put together in code from pieces of a
//! sentence that another language would order otherwise.

mod declare;
#[cfg(not(target_arch = "wasm32"))]
mod source;
mod words;

#[cfg(not(target_arch = "wasm32"))]
pub use source::{country_list, guide_list, list};
pub use words::{Gap, Table, Template};

use crate::model::verdict::Verdict;
use crate::model::{Language, Level};
use declare::{kind, words};
#[cfg(not(target_arch = "wasm32"))]
use source::{Writer, Written, path};
#[cfg(not(target_arch = "wasm32"))]
use std::sync::LazyLock;
use words::{Reader, Words};

words! {
    /// The words of one language.
    Messages {
        language: Language,
        site,
        site_subtitle,
        site_description,
        skip,
        menu,
        nav_main,
        nav_compare,
        nav_topics,
        nav_chain,
        nav_coverage,
        nav_plans,
        nav_units,
        nav_data,
        nav_download,
        nav_embed,
        languages,
        large_print,
        dark,
        contrast,
        display,
        footer_note,
        corpus_version(version),
        breadcrumb,

        loading,
        failed,
        retry,
        /// What the page says where the app could not be loaded.
        incomplete,
        not_found,
        not_found_text,
        to_home,
        go_up,
        /// The site was updated while the page was open.
        updated,
        reload,
        /// Marks of a plan whose time is over, or that belongs to an earlier round.
        expired(date),
        repealed(date),
        draft,
        period_over(year),
        earlier_round,

        seals: LevelWords,
        levels: LevelWords,
        no_text,
        figures_only,
        earlier_than_upper,
        units,
        and_others,
        units_applied(units),
        /// Stands beside what a person confirmed or corrected.
        checked,
        plan_text,
        clauses_count(n),

        signs: Signs,
        figures: FigureWords,
        citing: CitingWords,
        kinds: KindWords,
        home: HomeWords,
        compare: CompareWords,
        take: TakeWords,
        years: YearsWords,
        chain: ChainWords,
        changes: ChangeWords,
        coverage: CoverageWords,
        plan: PlanWords,
        topics: TopicWords,
        search: SearchWords,
        offices: OfficeWords,
        remarks: RemarkWords,
        data: DataWords,
        shortcuts: ShortcutWords,
        describing: DescribingWords,
    }

    /// A word for each level of government.
    LevelWords {
        nation,
        province,
        prefecture,
        county,
    }

    /// A name for each kind of target.
    KindWords {
        level,
        annual,
        cumulative,
        increase,
    }

    /// Punctuation between words that are put together.
    Signs {
        /// Between items of a list.
        list,
        comma,
        semicolon,
        colon,
        stop,
        quoted(words),
        /// Opening and closing quotation mark within a quotation.
        inner_quotes: list,
        bracketed(words),
        titled(title),
        /// Between a place and a clause's label.
        space,
    }

    /// Figures, deadlines and dates.
    FigureWords {
        /// Ten thousand, where the language counts in it.
        myriad,
        range,
        quantity(number, unit),
        at_least(figure),
        at_most(figure),
        about(figure),
        every_year(figure),
        in_total(figure),
        raised_by(figure, how),
        often(figure, how),
        short_every_year(figure),
        short_raised_by(figure, how),
        short_often(figure, how),
        year(year),
        years(from, to),
        by(year),
        during(years),
        date(year, month, day),
        months: list,
        /// Units of plans: `person|people`, and `yuan ×100000000` where one holds a multiplier.
        measures: table,
        /// Scopes of targets: 全市.
        scopes: table,
        /// Words of plans for a rise or a fall: 年均增长.
        rises: table,
        /// Words of plans for how often: 每月.
        periods: table,
    }

    /// How a clause is cited, and how a plan.
    CitingWords {
        preamble,
        closing,
        annex(clause),
        /// A chapter by itself.
        part(n),
        principle(n),
        paragraph(n),
        row(n),
        plan(place, year),
        clause(place, clause),
    }

    /// Words of the first page.
    HomeWords {
        lead,
        starts,
        /// Prepared questions and where they lead: `compare/INDICATOR`, `topics/TOPIC`, `chain`.
        questions: pairs,
        headlines,
        headlines_note,
        compare,
        as_table,
        plans,
        my_place,
        choose_place,
        find_place,
        more_places(n),
        superior(place, figure),
        superior_total(place, figure),
        all_of_place(place, n),
        /// By province, where there are many plans.
        by_area,
        plans_in(area, n),
    }

    /// Words of the comparison pages.
    CompareWords {
        lead,
        choose_topic,
        first_shown(n, total),
        indicators(n),
        total_tag,
        total_note,
        mixed_kinds,
        levels,
        stacked,
        see_all,
        plan,
        target,
        due,
        scope,
        due_and_scope,
        quote,
        against,
        against_whom(place),
        nothing_above,
        highest,
        counterpart,
        no_deadline,
        no_deadline_until(year),
        older(date, place, other),
        stricter,
        same,
        laxer,
        incomparable,
        why_no_figure,
        why_unit,
        why_kind,
        why_total,
        why_horizon,
        why_scope,
        why_direction,
        at_least,
        at_most,
        about,
        equal,
        relative,
        yearly(place),
        yearly_note,
        yearly_link,
        pick_first,
        pick_second,
        notice,
        filter,
        any,
        level,
        kind,
        only_shared,
        one_place,
        only_differing,
        reset,
        all_indicators(n),
        some_indicators(n, total),
        none,
        whole_topic(n),
        view,
        picture,
        table,
        choose_plans(n),
        base,
        nearest,
        is_base,
        show_rest(level, n),
        promise,
        step,
        earlier_plan,
        goal(figure, when),
        says(place, figure),
        says_when(place, figure, when),
        /// A yearly figure, a total or a rise.
        flows(place, figure),
        flows_when(place, figure, when),
        words(place, words),
        words_when(place, words, when),
        /// Several places that say the same.
        all(places),
        and_others(places, n),
        part(place, scope),
        of_year(place, year),
        in_year(year, figure),
        steady(years, figure),
        year_words(years, words),
        silent(places),
        /// What a plan says of a matter for which it sets no target.
        unquantified(place, words),
        than_stricter(place, figure),
        than_same(place),
        than_laxer(place, figure),
        more(n),
    }

    /// What visitors take along.
    TakeWords {
        title,
        link,
        cite,
        embed,
        copied,
        failed,
        hold,
        note,
        /// Of a list as it is filtered; `take.js` completes what stands in angle brackets.
        cited,
        cited_standard,
        view_note,
    }

    /// Words of the page of years.
    YearsWords {
        title,
        lead,
        annual,
        open,
        open_note,
        shown(n, measures),
        timeline,
        timeline_note,
        goals,
        measures,
        alone,
        joins,
        targets(n),
        none,
        whole(n),
        unit,
        area,
        choose_area,
        check,
        check_lead,
        check_none,
        by_year,
        sum,
        stated,
        result,
        agrees,
        differs,
    }

    /// Words of the chain pages.
    ChainWords {
        title,
        lead,
        plan_lead(place),
        upward(list),
        downward(list),
        no_upward,
        alone_on_line,
        no_downward,
        lowest,
        highest,
        key,
        key_shared,
        key_all,
        key_two,
        key_own,
        key_figure,
        clear,
        partial,
        likeness(score),
        copied(percent),
        why,
        why_text(n),
        rung_without_text(title),
        rung_without_link,
        figures,
        no_figure,
        siblings,
        siblings_note,
        notice,
        unlinked,
        previous,
        next,
        columns,
        earlier_than(places),
        more_below(n),
        partly(list),
        more_partial(n),
        of_heading,
        of_annex(clause),
        of_closing,
        yearly,
        view,
        side_by_side,
        differences,
        changed(place),
        changed_note,
        made_below,
        gist_figures(n),
        gist_added(n),
        gist_left_out(n),
        not_in(places),
        copied_from(percent, place),
        single_figures(n),
        other_places,
        all_places,
        why_score,
        confirmed(grade, of, n),
        report,
        report_text,
        copy,
        copy_link,
        cite,
        print,
        copy_done,
        copy_failed,
        citation(issuer, title, clause, date, address),
    }

    /// Kinds of changes.
    ChangeWords {
        number_raised,
        number_lowered,
        number_added,
        deadline_earlier,
        deadline_later,
        deadline_added,
        scope_narrowed,
        scope_widened,
        wording_firmer,
        wording_softer,
        bodies_named,
        wording_copied,
        measure_added,
        measure_left_out,
    }

    /// Words of the page on coverage.
    CoverageWords {
        lead(place),
        open_cell,
        open_area,
        of,
        area,
        place,
        show,
        only_missing,
        sort,
        in_order,
        least_first,
        more(n),
        clause,
        total,
        caption,
        pick,
        earlier,
        facts,
        plan_above,
        carried,
        of_clauses(clear, partial, all),
        copied,
        added,
        raised,
        lowered,
        definitions,
        definition: list,
        own,
        own_lead,
        own_clauses(n),
        own_measures(n),
    }

    /// Words of the plan pages.
    PlanWords {
        list_lead,
        facts,
        contents,
        number,
        issuer,
        publisher,
        index,
        signed,
        published,
        effective,
        valid_until,
        repealed,
        /// The plans before and after it in its series, and the page on what changed.
        previous,
        later,
        changed,
        kind,
        regulation,
        status,
        status_ambiguous,
        abridged,
        abridged_text,
        script,
        script_hans,
        script_hant,
        cites,
        not_in_corpus,
        source,
        original,
        counts(clauses, targets),
        annex,
        annex_lead,
        annex_tasks,
        task,
        known_figures,
        no_text(number),
        files,
        file_annex,
        file_text,
        chains_of_plan,
        above(n),
        below(n),
        alike(n),
        link,
        link_to(clause),
        copied,
        in_address,
        script_switch,
        script_simplified,
        script_published,
        marks,
    }

    /// What is odd in a source.
    RemarkWords {
        title,
        lead,
        none,
        more(n),
        phrase(quote, against),
        subject(quote),
        brackets(quote),
        doubled(quote),
        date(quote),
        period(quote),
        share(quote),
        numbering(quote, against),
        validity(quote, against),
        ambiguous_status(quote),
        annual_sum(quote, against),
        body_annex(quote, against),
        unit(quote),
        two_units(quote, against),
        broken_number(quote),
    }

    /// Words of the topic pages.
    TopicWords {
        lead,
        numbers_are,
        total,
        filter,
        level,
        plan,
        all,
        targets,
        with_figures,
        all_shown(n),
        some_shown(n, total),
        none,
        also,
        pictures,
    }

    /// Words of the page of searching.
    SearchWords {
        title,
        label,
        placeholder,
        go,
        keys,
        lead,
        examples_title,
        examples: list,
        otherwise,
        scriptless,
        found(words, n, plans),
        narrowed(words, n, all),
        /// As `found` and `narrowed`, where not every text was looked at.
        about(words, n, plans),
        narrowed_about(words, n, all),
        none(words),
        no_clauses(words),
        none_advice,
        try_instead,
        clear,
        filter,
        filtered(n),
        year,
        /// Shows the choices of a kind that are not counted yet.
        choices,
        more_choices(n),
        more_plans(n),
        all_of_plan(n),
        all_hits(n),
        indicators,
        set_by(n),
        by_pairs,
        by_synonym,
        /// Before the words of plans for everyday ones.
        everyday,
        whole_topic,
        nearest_topics,
        beside_text,
        elsewhere(n),
    }

    /// Words of the pages on responsible units.
    OfficeWords {
        lead,
        grouping,
        counts(plans, clauses),
        one_lead,
        note,
        alone(n),
        leads(n),
        joins(n),
        applied(n),
        leading,
        role,
        applying,
        targets(n),
    }

    /// Words of the list of keys.
    ShortcutWords {
        title,
        keys: pairs,
        note,
        on,
        close,
    }

    /// What a page is, for those who see only its address: search engines, shared links.
    DescribingWords {
        compare(n),
        indicator(name, sentence),
        topics(n),
        topic(name, n),
        plan_chains(place),
        chain(label, words),
        plans(n),
        plan(title, clauses, targets),
        data,
    }

    /// Words of the blocks that stand in other sites' pages.
    WidgetWords {
        sources,
        note,
        more_plans(n),
        whole_comparison,
        whole_chain,
        shared,
    }

    /// Words of the page that helps to embed a widget.
    EmbedWords {
        lead,
        subject,
        indicator,
        add,
        remove,
        chain,
        chain_hint,
        no_such_clause,
        no_comparison,
        plans,
        place,
        place_hint,
        plans_hint,
        language,
        theme,
        theme_auto,
        theme_light,
        theme_dark,
        theme_host,
        size,
        size_normal,
        size_large,
        preview,
        preview_phone,
        preview_desk,
        copy_first,
        forms,
        recommended,
        form_static,
        form_static_text,
        form_frame,
        form_frame_text,
        form_script,
        form_script_text,
        form_element,
        form_element_text,
        form_archive,
        form_archive_text,
        bytes(n),
        long,
        copy,
        caption_comparison(name),
        caption_chain(clause),
        by_hand,
        by_hand_text,
        by_hand_options: pairs,
        without_scripts,
    }

    /// Words of the page on data and method.
    DataWords {
        lead,
        method,
        steps: pairs,
        accuracy,
        accuracy_lead,
        downloads,
        downloads_lead,
        files: pairs,
        gaps,
        gaps_text: list,
        unofficial,
        unofficial_text,
        licence,
        licence_text,
    }

    /// Words of the picture of a plan that flows down.
    FlowWords {
        title(place),
        note,
        chapter,
        every_clause,
    }

    /// Words of the page of a place.
    PlaceWords {
        title(place),
        lead(place),
        keep,
        figures,
        no_figures,
        in_words,
        alone,
        items(n),
        due,
        due_note,
        carried,
        of_clauses(n),
        not_found(place),
        missing(n),
        missing_frame(n),
        own_clauses(n),
        own_measures(n),
        responsible,
        responsible_note,
        unit,
        by_itself,
        jointly,
        more_units(n),
        around,
        below,
        more_below(n),
        take_note(data),
    }

    /// Words of the page on what is new.
    UpdatesWords {
        title,
        lead,
        /// There was no earlier state to compare with.
        unknown,
        none,
        feed,
        records,
        more(n),
        of_place,
        all,
        plan_added,
        plan_removed,
        plan_changed,
        target_added,
        target_removed,
        target_changed,
        link_added,
        link_removed,
    }

    /// Words of the page on what a plan changes of an earlier one.
    RevisionWords {
        title(place, year, earlier),
        lead,
        /// A plan where its place is known.
        of_year(year),
        others,
        figures,
        figures_note,
        larger,
        smaller,
        other,
        added,
        dropped,
        same,
        clauses,
        changed,
        new_clauses,
        gone_clauses,
        same_clauses,
        corresponds(year),
        both_texts,
        whole_text,
        texts_note,
        n(n),
        none,
        compared(earlier),
    }

    /// What only prerendered pages say, that on data and method at length: a file and a shard of its own, so that no
    /// page with the app has to load it.
    Guide {
        measure,
        precision,
        recall,
        right(n, of),
        labels_note,
        checked_by_people,
        checked_lead,
        /// What is counted, and how much of it a person looked at.
        checked_kinds: table,
        checked_share(kind, n, of, share),
        dictionary,
        dictionary_lead,
        /// What each field of the open data means, by `FILE.FIELD`.
        fields: pairs,
        all_data,
        /// Files in formats of others, by their names within the open data.
        standards: pairs,
        /// Which such files single plans and places have, and where they have none.
        standards_each,
        standards_none,
        cite_dataset,
        /// The data as GB/T 7714 cites it; `take.js` completes `<today>` and `<address>`.
        dataset(version),
        corpus,
        corpus_lead,
        corpus_version,
        officially,
        officially_none,
        history,
        history_lead,
        /// Day and what changed, newest first.
        changes: pairs,
        add,
        add_steps: list,
        /// What is measured, by its name in the committed snapshot.
        measured: table,
        place: PlaceWords,
        revision: RevisionWords,
        updates: UpdatesWords,
        flow: FlowWords,
        widget: WidgetWords,
        embed: EmbedWords,
    }

    /// What only the pages of a whole country say: a file and a shard of its own, which other corpora do not have.
    CountryWords {
        title,
        said(n, median, from, to, low, high),
        said_same(n, value),
        against(stricter, same, laxer, rest),
        rest(n),
        total,
        picture,
        median(value),
        tiles,
        key_own,
        key_median,
        key_shade,
        key_note,
        tile_own(area, figure),
        tile_median(area, n, figure),
        tile_words(area, n),
        tile_none(area),
        opened(area, n),
        rows,
        whole,
        multiples,
        multiples_note,
        plans(n),
        /// By the first two digits of a province's code what it is called on a tile.
        names: table,
    }
}

impl CompareWords {
    /// What a verdict is called.
    pub fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Stricter => self.stricter,
            Verdict::Same => self.same,
            Verdict::Laxer => self.laxer,
            Verdict::Incomparable(_) => self.incomparable,
        }
    }
}

impl Messages {
    /// The messages of a shard; `None` where the list is not what is declared here. They are kept for as long as
    /// the program runs.
    pub fn of_list(list: Vec<String>) -> Option<&'static Self> {
        read(list)
    }

    /// Messages that say nothing, for what is drawn before any are there.
    pub fn silent() -> &'static Self {
        static SILENT: Messages = Messages::SILENT;
        &SILENT
    }

    /// The one character that stands for a level.
    pub fn level_seal(&self, level: Level) -> &'static str {
        self.seals.of(level)
    }

    /// The name of a level of government.
    pub fn level_name(&self, level: Level) -> &'static str {
        self.levels.of(level)
    }
}

impl Guide {
    /// The guide of a shard, as [`Messages::of_list`] takes messages.
    pub fn of_list(list: Vec<String>) -> Option<&'static Self> {
        read(list)
    }
}

impl CountryWords {
    /// The words of a shard, as [`Messages::of_list`] takes messages.
    pub fn of_list(list: Vec<String>) -> Option<&'static Self> {
        read(list)
    }
}

/// Words that are kept for good; none where the list is not complete.
fn read<W: Words>(list: Vec<String>) -> Option<&'static W> {
    let mut reader = Reader::new(list);
    let mut words = Box::new(W::SILENT);
    words.read(&mut reader);
    reader.is_complete().then(|| &*Box::leak(words))
}

impl LevelWords {
    /// The word for a level of government.
    pub fn of(&self, level: Level) -> &'static str {
        match level {
            Level::Nation => self.nation,
            Level::Province => self.province,
            Level::Prefecture => self.prefecture,
            Level::County => self.county,
        }
    }
}

/// The messages of a language, read once.
#[cfg(not(target_arch = "wasm32"))]
pub fn of(language: Language) -> &'static Messages {
    // What a file lacks is a fault of the build; here it is only silent.
    static ALL: LazyLock<[&'static Messages; 3]> = LazyLock::new(|| {
        Language::ALL.map(|language| Messages::of_list(list(language).0).unwrap_or_else(Messages::silent))
    });
    ALL[language as usize]
}

/// The guide of a language, read once.
#[cfg(not(target_arch = "wasm32"))]
pub fn guide(language: Language) -> Option<&'static Guide> {
    static ALL: LazyLock<[Option<&'static Guide>; 3]> =
        LazyLock::new(|| Language::ALL.map(|language| Guide::of_list(guide_list(language).0)));
    ALL[language as usize]
}

/// The words of a language for a whole country, read once.
#[cfg(not(target_arch = "wasm32"))]
pub fn country(language: Language) -> Option<&'static CountryWords> {
    static ALL: LazyLock<[Option<&'static CountryWords>; 3]> =
        LazyLock::new(|| Language::ALL.map(|language| CountryWords::of_list(country_list(language).0)));
    ALL[language as usize]
}
