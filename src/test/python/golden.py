"""Golden numbers: what PyTorch computes in double precision for every layer, loss, optimiser and judge of the project.

Neither the build nor the tests run this; they read the text files that it wrote. It is run again when something is
added (the files were written by PyTorch 2.13.0 for the processor, without a graphics card):

    python3 -m venv torchenv && torchenv/bin/pip install torch
    torchenv/bin/python src/test/python/golden.py

It writes src/test/resources/generative/PACKAGE/golden/CLASS.txt; two runs on one machine write the same bytes. Such a
file holds cases, and a case holds matrices: a line `NAME ROWS×COLS`, then the numbers row by row. The gradient of q is
called dq. What is given (inputs, parameters, gradients from above) lies on a grid of powers of two, so that float and
double begin with the same numbers.
"""
import golden_imagegpt
import golden_images
import golden_layers
import golden_losses
import golden_sparse
import golden_training

if __name__ == "__main__":
    golden_imagegpt.write()
    golden_images.write()
    golden_layers.write()
    golden_losses.write()
    golden_sparse.write()
    golden_training.write()
