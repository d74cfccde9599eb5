//! How much of what is wanted was found, and how much of what was found is wanted.

/// Hits, what was found, what should have been.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub hits: usize,
    pub found: usize,
    pub wanted: usize,
}

impl Score {
    pub fn precision(self) -> f64 {
        self.hits as f64 / self.found.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.hits as f64 / self.wanted.max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { hits, found, wanted } = self;
        let share = |of: usize, share: f64| if of == 0 { "  –  ".to_owned() } else { format!("{share:.3}") };
        let (precision, recall) = (share(*found, self.precision()), share(*wanted, self.recall()));
        write!(f, "precision {precision} ({hits}/{found})  recall {recall} ({hits}/{wanted})")
    }
}
