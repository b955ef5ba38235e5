"""Golden numbers of Image GPT, and a small file of weights in the layout of the public port."""
import json
import math
import struct

import torch
import torch.nn.functional as F
from golden_file import RESOURCES, Golden, draw
from golden_layers import quick_gelu, rms_norm
from golden_sparse import parameters, tokens_case


def masked_embedding(x, p, V):
    E, P = p
    content = torch.cat([E, torch.zeros(1, E.shape[1])])[x]                # row V is what hidden pixels have
    return (content + P).reshape(-1, E.shape[1])


def port(V, N, d, L):
    """Random weights by the port's names; the norms' gains begin at 1."""
    w = {"transformer.wte.weight": draw(V + 1, d), "transformer.wpe.weight": draw(N, d, std=.5)}
    for layer in range(L):
        name = f"transformer.h.{layer}."
        w |= {name + "ln_1.weight": 1 + draw(d, std=.1), name + "attn.c_attn.weight": draw(d, 3 * d, std=.5),
              name + "attn.c_attn.bias": torch.zeros(3 * d), name + "attn.c_proj.weight": draw(d, d, std=.5),
              name + "attn.c_proj.bias": torch.zeros(d), name + "ln_2.weight": 1 + draw(d, std=.1),
              name + "mlp.c_fc.weight": draw(d, 4 * d, std=.5), name + "mlp.c_fc.bias": torch.zeros(4 * d),
              name + "mlp.c_proj.weight": draw(4 * d, d, std=.5), name + "mlp.c_proj.bias": torch.zeros(d)}
    return w | {"transformer.ln_f.weight": 1 + draw(d, std=.1), "lm_head.weight": draw(V, d)}


def logits(w, tokens, V, L, H):
    B, N = tokens.shape
    seen = torch.cat([torch.full((B, 1), V), tokens[:, :-1]], 1)
    h = w["transformer.wte.weight"][seen] + w["transformer.wpe.weight"]
    norm = lambda x, g: x / (x.square().mean(-1, keepdim=True) + 1e-5).sqrt() * g
    for layer in range(L):
        p = lambda name: w[f"transformer.h.{layer}.{name}"]
        qkv = norm(h, p("ln_1.weight")) @ p("attn.c_attn.weight") + p("attn.c_attn.bias")
        q, k, v = (part.reshape(B, N, H, -1).transpose(1, 2) for part in qkv.chunk(3, 2))
        o = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(B, N, -1)
        h = h + o @ p("attn.c_proj.weight") + p("attn.c_proj.bias")
        inner = quick_gelu(norm(h, p("ln_2.weight")) @ p("mlp.c_fc.weight") + p("mlp.c_fc.bias"))
        h = h + inner @ p("mlp.c_proj.weight") + p("mlp.c_proj.bias")
    return (norm(h, w["transformer.ln_f.weight"]) @ w["lm_head.weight"].T).reshape(B * N, V)


def save(path, w, N, L):
    """As safetensors, with a mask of bytes in four dimensions in each layer, as old files of the port have them."""
    entries, data = {}, b""
    for name, tensor in w.items():
        numbers = struct.pack(f"<{tensor.numel()}f", *tensor.flatten().tolist())
        entries[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(numbers)]}
        data += numbers
    for layer in range(L):
        mask = bytes(int(j <= i) for i in range(N) for j in range(N))
        entries[f"transformer.h.{layer}.attn.bias"] = {"dtype": "BOOL", "shape": [1, 1, N, N], "data_offsets": [len(data), len(data) + len(mask)]}
        data += mask
    header = json.dumps({"__metadata__": {"format": "pt"}} | entries).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header + data)


def write():
    with Golden("imagegpt", "MeanOverPositions") as g:
        for B, N, d in (1, 1, 1), (2, 3, 4), (5, 2, 3):
            g.layer(f"{B} sequences of {N}", lambda h: h.reshape(B, N, d).mean(1), draw(B * N, d), N=N)
    with Golden("imagegpt", "MaskedEmbedding") as g:
        for B, N, V, d in (1, 1, 2, 1), (2, 6, 3, 4), (3, 4, 5, 2):
            tokens_case(g, f"{B} sequences of {N}", lambda x, p: masked_embedding(x, p, V), torch.randint(0, V + 1, (B, N)),
                        parameters((V, d), (N, d)), V=V)
    V, N, d, L, H = 5, 6, 4, 2, 2
    with Golden("imagegpt", "PublishedWeights") as g:
        w = port(V, N, d, L)
        x = torch.randint(0, V, (3, N))
        g.case("two layers of two heads", x=x, y=logits(w, x, V, L, H))
        save(RESOURCES / "imagegpt" / "published.safetensors", w, N, L)
