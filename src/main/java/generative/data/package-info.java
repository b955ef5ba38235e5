/// Data: readers of public formats, the built-in synthetic digits, downloads, minibatches.
package generative.data;
