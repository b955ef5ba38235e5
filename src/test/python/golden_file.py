"""How golden numbers are drawn and written down."""
import textwrap
from pathlib import Path

import torch

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "generative"
torch.set_default_dtype(torch.float64)


def draw(*shape, std=1.0):
    """Normal numbers, rounded to odd multiples of 1/128; so none is 0."""
    return (torch.round(std * 64 * torch.randn(*shape)) + .5) / 64


def distinct(rows, cols):
    """Each row a random order of evenly spaced numbers, so that no two in it are equal."""
    return torch.stack([(2 * torch.randperm(cols) - cols + 1) / 32 for _ in range(rows)])


class Golden:
    """The file of one class; what is drawn for it does not depend on the other files."""

    def __init__(self, package, subject):
        self.path = RESOURCES / package / "golden" / (subject + ".txt")
        self.lines = [f"# {subject}, computed by PyTorch {torch.__version__.split('+')[0]} in double precision.",
                      "# Written by src/test/python/golden.py; not to be edited."]
        torch.manual_seed(sum(subject.encode()))

    def __enter__(self):
        return self

    def __exit__(self, error, *_):
        if error is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")

    def case(self, name, **matrices):
        self.lines += ["", "case " + name]
        self.put(**matrices)

    def put(self, prefix="", **matrices):
        for name, matrix in matrices.items():
            matrix = torch.atleast_2d(torch.as_tensor(matrix, dtype=torch.float64).detach())
            self.lines.append(f"{prefix}{name} {matrix.shape[0]}×{matrix.shape[1]}")
            for row in matrix.tolist():
                numbers = " ".join("%.17g" % v for v in row)
                self.lines += textwrap.wrap(numbers, 118, initial_indent="  ", subsequent_indent="      ",
                                            break_on_hyphens=False)

    def gradients(self, parameters, prefix=""):
        """The gradients of parameters by name: that of 2.W is 2.dW."""
        for name, p in parameters.items():
            layer, dot, letter = name.rpartition(".")
            self.put(**{prefix + layer + dot + "d" + letter: p.grad})

    def layer(self, name, f, x, parameters=None, **settings):
        """A layer's case: y = f(x, parameters), a random dy, and the gradients that it gives."""
        parameters = {key: p.requires_grad_() for key, p in (parameters or {}).items()}
        x = x.requires_grad_()
        y = f(x, *parameters.values())
        dy = draw(*y.shape)
        y.backward(dy)
        self.case(name, **settings, **parameters, x=x, dy=dy, y=y, dx=x.grad)
        self.gradients(parameters)

    def loss(self, name, f, a, **settings):
        """A loss's case: L = f(a) and its gradient."""
        a = a.requires_grad_()
        loss = f(a)
        loss.backward()
        self.case(name, **settings, a=a, L=loss, da=a.grad)
