/// The command line: one small class for each command, the only place besides the tour that joins chapters.
package generative.cli;
