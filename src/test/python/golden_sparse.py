"""Golden numbers of the Sparse Transformer, by the textbook: all scores, a mask, a softmax over whole rows.

The parameters of a case are k.p, k = 0, 1 …, in the order in which the class lists them.
"""
import math

import torch
import torch.nn.functional as F
from golden_file import Golden, draw
from golden_layers import layer_norm, quick_gelu

LENGTH, BLOCK, SUMMARY = 3, 3, 1


def mask(kind, N):
    """Which key j the query i sees."""
    i, j = torch.arange(N)[:, None], torch.arange(N)[None, :]
    causal = j <= i
    return causal & {"dense": causal, "local": i - j < LENGTH, "everyLth": (i - j) % LENGTH == 0, "block": i // BLOCK == j // BLOCK,
                     "summary": (j % BLOCK >= BLOCK - SUMMARY) | (i == j)}[kind]


def linear(x, W, b):
    return x @ W + b


def attention(x, p, kinds, N):
    Wq, bq, Wk, bk, Wv, bv, Wp, bp = p
    H, rows = len(kinds), x.shape[0]

    def heads(y):                                                          # sequences × heads × positions × width
        return y.reshape(rows // N, N, H, -1).transpose(1, 2)

    q, k, v = heads(linear(x, Wq, bq)), heads(linear(x, Wk, bk)), heads(linear(x, Wv, bv))
    scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[3])
    scores = scores.masked_fill(~torch.stack([mask(kind, N) for kind in kinds]), -math.inf)
    return linear((scores.softmax(3) @ v).transpose(1, 2).reshape(rows, -1), Wp, bp)


def block(x, p, kinds, N):
    g1, b1, *a, g2, b2, W1, c1, W2, c2 = p
    h = x + attention(layer_norm(x, g1, b1, 1e-5), a, kinds, N)
    return h + linear(quick_gelu(linear(layer_norm(h, g2, b2, 1e-5), W1, c1)), W2, c2)


def embedding(tokens, p, axes):
    E, *tables = p
    B, N = tokens.shape
    before = torch.cat([torch.full((B, 1), E.shape[0] - 1), tokens[:, :-1]], 1)
    coordinates = torch.cartesian_prod(*[torch.arange(side) for side in axes]).reshape(N, -1)
    places = sum(table[coordinates[:, a]] for a, table in enumerate(tables))
    return (F.embedding(before, E) + places).reshape(B * N, -1)


def parameters(*shapes):
    return {f"{k}.p": draw(*shape, std=.4) for k, shape in enumerate(shapes)}


def attention_shapes(d, keys):
    return (d, keys), (1, keys), (d, keys), (1, keys), (d, d), (1, d), (d, d), (1, d)


def block_shapes(d, keys, inner):
    return (1, d), (1, d), *attention_shapes(d, keys), (1, d), (1, d), (d, inner), (1, inner), (inner, d), (1, d)


def tokens_case(g, name, f, tokens, p, **settings):
    p = {key: v.requires_grad_() for key, v in p.items()}
    y = f(tokens, list(p.values()))
    dy = draw(*y.shape)
    y.backward(dy)
    g.case(name, **settings, **p, x=tokens, dy=dy, y=y)
    g.gradients(p)


def write():
    with Golden("sparse", "Attention") as g:
        for B, N, d, keys, kinds in (1, 1, 2, 2, ["dense"]), (2, 6, 4, 2, ["local", "everyLth"]), (2, 9, 6, 6, ["block", "summary", "dense"]):
            g.layer(" ".join(kinds), lambda x, *p: attention(x, p, kinds, N), draw(B * N, d), parameters(*attention_shapes(d, keys)), N=N)
    for subject in "ResidualBlock", "Recomputation":
        with Golden("sparse", subject) as g:
            for kinds in ["dense", "dense"], ["local", "everyLth"]:
                g.layer(" ".join(kinds), lambda x, *p: block(x, p, kinds, 6), draw(12, 4), parameters(*block_shapes(4, 2, 5)), N=6, inner=5, keys=2)
    with Golden("sparse", "GridEmbedding") as g:
        for B, V, d, axes in (1, 2, 1, [1]), (2, 3, 4, [2, 3]), (3, 5, 2, [2, 3, 2]):
            tokens_case(g, " × ".join(map(str, axes)), lambda x, p: embedding(x, p, axes), torch.randint(0, V, (B, math.prod(axes))),
                        parameters((V + 1, d), *[(side, d) for side in axes]), axes=axes, V=V)
    with Golden("sparse", "SparseTransformer") as g:
        V, d, axes = 3, 4, [3, 2]

        def transformer(x, p):
            h = embedding(x, p[:3], axes)
            for layer in p[3:19], p[19:35]:
                h = block(h, layer, ["local", "everyLth"], 6)
            return layer_norm(h, p[35], p[36], 1e-5) @ p[37]

        tokens_case(g, "local everyLth", transformer, torch.randint(0, V, (2, 6)),
                    parameters((V + 1, d), (3, d), (2, d), *block_shapes(d, 2, 5), *block_shapes(d, 2, 5), (1, d), (1, d), (d, V)),
                    axes=axes, V=V, inner=5, keys=2)
