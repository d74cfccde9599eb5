//! Native: builds the WebAssembly, prerenders, compresses, serves.
