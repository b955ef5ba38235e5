/// Data: readers of public formats, the built-in synthetic digits, faces, texts and sounds, tokens, downloads, minibatches.
package generative.data;
