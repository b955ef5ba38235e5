"""Golden numbers of layers, on rows as the project has them: an image is a row, channel after channel."""
import math

import torch
import torch.nn.functional as F
from counter_random import kept
from golden_file import Golden, distinct, draw


def affine(inputs, outputs, layer=""):
    """Weights and bias of a layer; the layers of a net are numbered from 1."""
    return {layer + "W": draw(inputs, outputs, std=.7), layer + "b": draw(1, outputs, std=.5)}


def linear(x, W, b):
    return F.linear(x, W.T, b[0])                                          # PyTorch's weights are outputs×inputs


def group_max(z, pieces):
    """The maximum over neighbouring columns; no two may be so near that float finds another winner."""
    groups = z.unflatten(1, (-1, pieces))
    best = groups.topk(2).values
    if (best[..., 0] - best[..., 1]).min() < 1e-3:
        raise SystemExit("two pieces of a maxout unit are nearly equal: change a shape, and others are drawn")
    return groups.amax(2)


def maxout(x, W, b, pieces):
    return group_max(linear(x, W, b), pieces)


def softplus(x):
    return F.softplus(x, threshold=100)                                    # PyTorch's own, 20, is good to 2e-9


def quick_gelu(x):
    return x * torch.sigmoid(1.702 * x)


def layer_norm(x, g, b, epsilon):
    return F.layer_norm(x, (x.shape[1],), g[0], b[0], epsilon)


def rms_norm(x, g, epsilon):
    return F.rms_norm(x, (x.shape[1],), g[0], epsilon)


def convolution(x, W, b, image, window):
    height, width, stride, padding = window
    weight = W.T.reshape(-1, image[0], height, width)
    return F.conv2d(x.reshape(-1, *image), weight, b[0], stride, padding)


def transposed_convolution(x, W, b, image, window):
    height, width, stride, padding = window
    weight = W.T.reshape(image[0], -1, height, width)
    return F.conv_transpose2d(x.reshape(-1, *image), weight, b[0], stride, padding).flatten(1)


def maxout_convolution(x, W, b, image, window, pieces):
    z = convolution(x, W, b, image, window).unflatten(1, (-1, pieces))     # N, channel, piece, row, column
    return group_max(z.movedim(2, -1).flatten(1), pieces)


def max_pooling(x, image, size, stride):
    return F.max_pool2d(x.reshape(-1, *image), size, stride, ceil_mode=True).flatten(1)


def write():
    elementwise()
    norms()
    embedding()
    affine_layers()
    dropout()
    image_layers()
    nets()


def elementwise():
    functions = {"EXP": torch.exp, "LOG": torch.log, "SIGMOID": torch.sigmoid, "TANH": torch.tanh, "RELU": F.relu,
                 "SOFTPLUS": softplus, "QUICK_GELU": quick_gelu}
    with Golden("math", "Elementwise") as g:
        for name, f in functions.items():
            x = draw(2, 19, std=2)
            g.layer(name, f, x.abs() if name == "LOG" else x)
    for name, f in (("Relu", F.relu), ("Sigmoid", torch.sigmoid), ("Tanh", torch.tanh), ("Softplus", softplus),
                    ("Gelu", quick_gelu)):
        with Golden("nn", name) as g:
            g.layer("ordinary numbers", f, draw(3, 19, std=2))
            g.layer("zero and far from it", f, torch.tensor([[0., 21, -21, 120, -120, 1000, -1000]]))


def norms():
    shapes = (1, 2, 1e-5), (5, 4, 1e-5), (3, 17, .125)
    with Golden("nn", "LayerNorm") as g:
        for N, d, epsilon in shapes:
            g.layer(f"{N} rows of {d}, ε = {epsilon}", lambda x, g, b: layer_norm(x, g, b, epsilon), draw(N, d, std=2),
                    {"g": draw(1, d), "b": draw(1, d)}, epsilon=epsilon)
        g.layer("a row of equal numbers", lambda x, g, b: layer_norm(x, g, b, 1e-5), torch.full((1, 4), 2.5),
                {"g": draw(1, 4), "b": draw(1, 4)}, epsilon=1e-5)
    with Golden("nn", "RmsNorm") as g:
        for N, d, epsilon in shapes + ((2, 1, 1e-5),):
            g.layer(f"{N} rows of {d}, ε = {epsilon}", lambda x, g: rms_norm(x, g, epsilon), draw(N, d, std=2),
                    {"g": draw(1, d)}, epsilon=epsilon)


def embedding():
    with Golden("nn", "Embedding") as g:
        for B, N, V, d in (1, 1, 1, 1), (2, 5, 3, 4), (3, 7, 256, 5):
            tokens = torch.randint(0, V, (B, N))
            E = draw(V, d).requires_grad_()
            y = F.embedding(tokens, E).flatten(0, 1)
            dy = draw(*y.shape)
            y.backward(dy)
            g.case(f"{B} sequences of {N}, {V} tokens → {d}", E=E, x=tokens, dy=dy, y=y, dE=E.grad)


def affine_layers():
    with Golden("nn", "Linear") as g:
        for N, d, m in (1, 1, 1), (3, 4, 5), (7, 9, 17):
            g.layer(f"{N} examples, {d} → {m}", linear, draw(N, d), affine(d, m))
    with Golden("nn", "Projection") as g:
        for N, d, m in (1, 1, 1), (3, 4, 5), (7, 9, 17):
            g.layer(f"{N} examples, {d} → {m}", lambda x, W: x @ W, draw(N, d), {"W": draw(d, m, std=.7)})
    with Golden("nn", "Maxout") as g:
        for N, d, m, k in (1, 1, 1, 2), (5, 3, 4, 2), (6, 5, 3, 5):
            g.layer(f"{N} examples, {d} → {m} of {k} pieces", lambda x, W, b: maxout(x, W, b, k), draw(N, d),
                    affine(d, m * k), pieces=k)


def dropout():
    with Golden("nn", "Dropout") as g:
        g.layer("evaluation", lambda x: F.dropout(x, .5, training=False), draw(2, 5), keep=.5, scale=2)
        for key, keep, scale in (7, .5, 2), (8, .8, 1 / .8), (9, .8, 1):
            mask = kept(key, 3, 7, keep)
            g.layer(f"training, {keep} kept, times {scale}", lambda x: x * mask * scale, draw(3, 7),
                    keep=keep, scale=scale, key=key)


def image_layers():
    windows = ((1, 3, 4), 1, (2, 2, 1, 0)), ((2, 5, 4), 3, (3, 2, 1, 1)), ((3, 6, 7), 2, (2, 3, 2, 2))
    with Golden("nn", "Convolution") as g:
        for image, m, window in windows:
            g.layer("image {}×{}×{} → {} channels, window {}×{} by {}, padding {}".format(*image, m, *window),
                    lambda x, W, b: convolution(x, W, b, image, window).flatten(1), draw(2, math.prod(image)),
                    affine(image[0] * window[0] * window[1], m), image=image, window=window)
    windows = ((1, 2, 3), 1, (2, 2, 1, 0)), ((2, 3, 4), 3, (3, 2, 1, 1)), ((3, 3, 2), 2, (4, 3, 2, 1))
    with Golden("nn", "TransposedConvolution") as g:
        for image, m, window in windows:
            parameters = {"W": draw(m * window[0] * window[1], image[0], std=.7), "b": draw(1, m, std=.5)}
            g.layer("image {}×{}×{} → {} channels, window {}×{} by {}, padding {}".format(*image, m, *window),
                    lambda x, W, b: transposed_convolution(x, W, b, image, window), draw(2, math.prod(image)),
                    parameters, image=image, window=window)
        image, m, window = (2, 3, 2), 3, (3, 4, 2, 1)                      # to 5×4 pixels
        parameters = {"W": draw(m * window[0] * window[1], image[0], std=.7), "b": draw(1, m * 5 * 4, std=.5)}
        g.layer("image {}×{}×{} → {} channels, window {}×{} by {}, padding {}, untied bias".format(*image, m, *window),
                lambda x, W, b: transposed_convolution(x, W, torch.zeros(1, m), image, window) + b,
                draw(2, math.prod(image)), parameters, image=image, window=window)
    windows = ((1, 3, 4), 2, 2, (2, 2, 1, 0)), ((2, 5, 4), 2, 3, (3, 2, 2, 1))
    with Golden("nn", "MaxoutConvolution") as g:
        for image, m, k, window in windows:
            g.layer("image {}×{}×{} → {} of {} pieces, window {}×{} by {}, padding {}".format(*image, m, k, *window),
                    lambda x, W, b: maxout_convolution(x, W, b, image, window, k), draw(2, math.prod(image)),
                    affine(image[0] * window[0] * window[1], m * k), image=image, window=window, pieces=k)
    with Golden("nn", "MaxPooling") as g:
        for image, size, stride in ((1, 4, 4), 2, 2), ((2, 5, 7), 3, 2), ((3, 5, 4), 2, 1), ((1, 6, 5), 4, 3):
            g.layer("image {}×{}×{}, windows of {} by {}".format(*image, size, stride),
                    lambda x: max_pooling(x, image, size, stride), distinct(2, math.prod(image)),
                    image=image, size=size, stride=stride)


def nets():
    def generator(z, W1, b1, W3, b3):
        return torch.sigmoid(linear(torch.tanh(linear(z, W1, b1)), W3, b3))

    def discriminator(x, W2, b2, W4, b4, W6, b6):
        h = maxout(x * kept(1, 5, 4, .8) / .8, W2, b2, 3)
        h = maxout(h * kept(2, 5, 5, .5) * 2, W4, b4, 2)
        return linear(h * kept(3, 5, 3, .5) * 2, W6, b6)

    def classifier(x, W1, b1, W4, b4):
        z = F.relu(convolution(x, W1, b1, (2, 6, 5), (3, 3, 1, 1))).flatten(1)
        return linear(max_pooling(z, (2, 6, 5), 2, 2), W4, b4)

    with Golden("nn", "Sequential") as g:
        g.layer("Linear · Tanh · Linear · Sigmoid", generator, draw(4, 3), affine(3, 6, "1.") | affine(6, 5, "3."))
        g.layer("Dropout · Maxout · Dropout · Maxout · Dropout · Linear", discriminator, draw(5, 4),
                affine(4, 15, "2.") | affine(5, 6, "4.") | affine(3, 1, "6."),
                **{"1.keep": .8, "1.scale": 1 / .8, "1.key": 1, "2.pieces": 3,
                   "3.keep": .5, "3.scale": 2, "3.key": 2, "4.pieces": 2,
                   "5.keep": .5, "5.scale": 2, "5.key": 3})
        g.layer("Convolution · Relu · MaxPooling · Linear", classifier, draw(2, 60),
                affine(18, 2, "1.") | affine(18, 3, "4."), **{"1.image": (2, 6, 5), "1.window": (3, 3, 1, 1),
                                                              "3.image": (2, 6, 5), "3.size": 2, "3.stride": 2})
