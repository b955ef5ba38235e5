/// The tour: every chapter on built-in data, in a few minutes, on one page.
package generative.tour;
