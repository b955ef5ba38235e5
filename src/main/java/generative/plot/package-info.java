/// Curves, histograms, image grids, heat maps, bars and animated GIFs, all as pictures in memory.
///
/// Every class gathers its contents by chained calls and ends in a [generative.plot.Picture], which can be saved as a
/// PNG, shown in a window where there is one, or left as the last line of a notebook cell (`picture.image()`).
/// Nothing here needs a display. This is the only package that knows JFreeChart.
package generative.plot;
