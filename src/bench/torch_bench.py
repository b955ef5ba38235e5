#!/usr/bin/env python3
"""The workloads of `bench` in PyTorch, on the CPU, in float32: the peer that our times are compared with.

    python3 src/bench/torch_bench.py --list
    python3 src/bench/torch_bench.py --serve        prints READY, then answers lines "name threads seconds" in JSON

Each workload is written as a reader of PyTorch's own tutorials would write it. A function below makes the data and
returns one step; the first question about a workload runs a few steps unmeasured. Nothing else in this project needs
this file or PyTorch.
"""
import argparse
import json
import math
import re
import resource
import statistics
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("PyTorch is not installed for this python; start this script with the python of an environment that has it.")

MILLION = 1 << 20
WORKLOADS = {}


def workload(name, flop=0.0, warm_up=3):
    """Puts the decorated function into the list under this name."""
    def put(make):
        WORKLOADS[name] = (make, flop, warm_up)
        return make
    return put


# ---- matrix products: gemm_MxNxK_form, C is M×N and `form` tells which factor is stored transposed ------------------

SHAPES = [f"{n}x{n}x{n}_nn" for n in (64, 128, 256, 512, 1024, 2048)] + [
    "100x1200x784_nn", "100x1200x784_nt", "100x784x1200_nn", "100x784x1200_nt", "784x1200x100_tn", "1200x784x100_tn",
    "100x1200x1200_nt", "100x500x784_nn", "3136x1024x256_nt", "3136x256x1024_nt", "256x1024x3136_tn"]


def product(m, n, k, form):
    def make():
        a = torch.randn(k, m).t() if form == "tn" else torch.randn(m, k)
        b = torch.randn(n, k).t() if form == "nt" else torch.randn(k, n)
        c = torch.empty(m, n)
        return lambda: torch.mm(a, b, out=c)
    return make, 2.0 * m * n * k, 3


for shape in SHAPES:
    m, n, k, form = re.split("[x_]", shape)
    WORKLOADS["gemm_" + shape] = product(int(m), int(n), int(k), form)


# ---- the adversarial net of 2014 ------------------------------------------------------------------------------------

class Maxout(nn.Module):
    def __init__(self, inputs, units, pieces):
        super().__init__()
        self.units, self.pieces = units, pieces
        self.linear = nn.Linear(inputs, units * pieces)

    def forward(self, x):
        return self.linear(x).view(-1, self.units, self.pieces).max(-1).values


def adversarial(batch):
    """Algorithm 1 with k = 1: a step of D, then a step of G on fresh noise."""
    def make():
        g = nn.Sequential(nn.Linear(100, 1200), nn.ReLU(), nn.Linear(1200, 1200), nn.ReLU(),
                          nn.Linear(1200, 784), nn.Sigmoid())
        d = nn.Sequential(nn.Dropout(.2), Maxout(784, 240, 5), nn.Dropout(.5), Maxout(240, 240, 5),
                          nn.Dropout(.5), nn.Linear(240, 1))
        g_sgd = torch.optim.SGD(g.parameters(), lr=.1, momentum=.5)
        d_sgd = torch.optim.SGD(d.parameters(), lr=.1, momentum=.5)
        images = torch.rand(max(10_000, batch), 784)
        real, fake = torch.ones(batch, 1), torch.zeros(batch, 1)
        loss = nn.BCEWithLogitsLoss()

        def step():
            x = images[torch.randint(images.shape[0], (batch,))]
            with torch.no_grad():
                samples = g(torch.rand(batch, 100) * 2 - 1)
            d_sgd.zero_grad()
            (loss(d(x), real) + loss(d(samples), fake)).backward()
            d_sgd.step()
            g_sgd.zero_grad()
            loss(d(g(torch.rand(batch, 100) * 2 - 1)), real).backward()
            g_sgd.step()
        return step
    return make, 0.0, 3


WORKLOADS["gan_eager"] = adversarial(100)


@workload("maxout_fwd", flop=4.0 * 100 * 784 * 1200)
def maxout():
    layer, x, dh = Maxout(784, 240, 5), torch.rand(100, 784), torch.randn(100, 240)

    def step():
        layer.zero_grad()
        layer(x).backward(dh)
    return step


# ---- unsupervised modules -------------------------------------------------------------------------------------------

@workload("rbm_cd1", flop=5 * 2.0 * 100 * 784 * 500)
def contrastive_divergence():
    """CD-1 of 784 visible and 500 hidden bits on a batch of 100, and the step downhill."""
    w, a, b, rate = torch.randn(784, 500) * .01, torch.zeros(784), torch.zeros(500), .1 / 100
    v = torch.bernoulli(torch.rand(100, 784))

    def step():
        p = torch.sigmoid(torch.addmm(b, v, w))
        dream = torch.bernoulli(torch.sigmoid(torch.addmm(a, torch.bernoulli(p), w.t())))
        q = torch.sigmoid(torch.addmm(b, dream, w))
        w.add_(v.t() @ p - dream.t() @ q, alpha=rate)
        a.add_((v - dream).sum(0), alpha=rate)
        b.add_((p - q).sum(0), alpha=rate)
    return step


class Denoising(nn.Module):
    """784–500–784 with tied weights."""

    def __init__(self):
        super().__init__()
        self.W = nn.Parameter(.02 * torch.randn(500, 784))
        self.b, self.a = nn.Parameter(torch.zeros(500)), nn.Parameter(torch.zeros(784))

    def forward(self, x):
        return F.linear(torch.sigmoid(F.linear(x, self.W, self.b)), self.W.t(), self.a)


@workload("dae_eager", flop=2.0 * 100 * 784 * 500 * 5)
def denoising():
    model, x = Denoising(), torch.rand(100, 784)
    sgd = torch.optim.SGD(model.parameters(), lr=.1)

    def step():
        sgd.zero_grad(set_to_none=True)
        noisy = x * (torch.rand_like(x) > .3)
        F.binary_cross_entropy_with_logits(model(noisy), x, reduction="sum").div(100).backward()
        sgd.step()
    return step


# ---- judges ---------------------------------------------------------------------------------------------------------

def parzen(squared_distances):
    """Log-likelihoods of 10,000 images under Gaussians on 10,000 samples, a thousand images at a time."""
    def make():
        images, samples, sigma = torch.rand(10_000, 784), torch.rand(10_000, 784), .2
        norms = samples.square().sum(1)

        def step():
            parts = [torch.logsumexp(squared_distances(x, samples, norms).mul_(-.5 / sigma ** 2), 1)
                     for x in images.split(1000)]
            return torch.cat(parts) - math.log(10_000) - 784 * math.log(sigma * math.sqrt(2 * math.pi))
        return step
    return make, 2.0 * 10_000 * 10_000 * 784, 0


def kmeans(nearest, rows):
    """One round with 512 centroids on a million colours, `rows` of them at a time."""
    def make():
        colours = torch.rand(1_000_000, 3)
        centroids = colours[torch.randperm(1_000_000)[:512]]

        def step():
            sums, counts = torch.zeros(512, 3), torch.zeros(512)
            for x in colours.split(rows):
                index = nearest(x, centroids)
                sums.index_add_(0, index, x)
                counts += torch.bincount(index, minlength=512)
            return sums / counts.clamp_min(1)[:, None]
        return step
    return make, 2.0 * 1_000_000 * 512 * 3, 1


def by_product(x, s, norms):
    return torch.addmm(norms[None] + x.square().sum(1, keepdim=True), x, s.t(), alpha=-2)


WORKLOADS["parzen_gemm"] = parzen(by_product)
WORKLOADS["parzen_cdist"] = parzen(lambda x, s, norms: torch.cdist(x, s).square_())
WORKLOADS["kmeans_gemm_c8192"] = kmeans(lambda x, s: torch.addmm(s.square().sum(1), x, s.t(), alpha=-2).argmin(1), 8192)
WORKLOADS["kmeans_gemm_c1024"] = kmeans(lambda x, s: torch.addmm(s.square().sum(1), x, s.t(), alpha=-2).argmin(1), 1024)
WORKLOADS["kmeans_cdist_c8192"] = kmeans(lambda x, s: torch.cdist(x, s).argmin(1), 8192)


# ---- attention: 4 heads of 64 over one sequence, forward and back ----------------------------------------------------

def seen(kind, length, l):
    """Which keys (columns) each query (row) looks at; None where that is all that came before."""
    if kind in ("causal", "dense"):
        return None
    i, j = torch.arange(length)[:, None], torch.arange(length)[None]
    if kind == "strided":
        return (j <= i) & ((i - j < l) | ((i - j) % l == 0))
    return (j <= i) & ((i // l == j // l) | (j % l >= l - 8))


def attention(kind, length, l):
    def make():
        q, k, v = (torch.randn(1, 4, length, 64, requires_grad=True) for _ in range(3))
        slope, mask = torch.randn(1, 4, length, 64), seen(kind, length, l)

        def step():
            q.grad = k.grad = v.grad = None
            F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=mask is None).backward(slope)
        return step
    return make, 0.0, 1


for name in ["causal_1024", "causal_4096"] + [f"{kind}_{n}" for kind in ("strided", "fixed") for n in (1024, 4096, 16384)]:
    kind, n = name.split("_")
    WORKLOADS[f"attn_{name}_fb"] = attention(kind, int(n), 32 if int(n) < 4096 else 128)


# ---- a million numbers ----------------------------------------------------------------------------------------------

@workload("rand_1m")
def rand():
    x = torch.empty(MILLION)
    return x.uniform_


@workload("randn_1m")
def randn():
    x = torch.empty(MILLION)
    return x.normal_


@workload("dropout_1m")
def dropout():
    x = torch.randn(MILLION)
    return lambda: F.dropout(x, .5)


def elementwise(function):
    def make():
        x, y = torch.randn(MILLION), torch.empty(MILLION)
        return lambda: function(x, out=y)
    return make, 0.0, 3


WORKLOADS["exp_1m"] = elementwise(torch.exp)
WORKLOADS["sigmoid_1m"] = elementwise(torch.sigmoid)
WORKLOADS["tanh_1m"] = elementwise(torch.tanh)


@workload("cross_entropy_1m")
def cross_entropy():
    logits, labels = torch.randn(1024, 1024, requires_grad=True), torch.arange(1024)

    def step():
        logits.grad = None
        F.cross_entropy(logits, labels).backward()
    return step


@workload("adam_1m")
def adam():
    theta, gradient = nn.Parameter(torch.randn(MILLION)), torch.randn(MILLION)
    theta.grad = torch.empty(MILLION)
    optimiser = torch.optim.Adam([theta], lr=.001)

    def step():
        theta.grad.copy_(gradient)
        optimiser.step()
    return step


# ---- measuring ------------------------------------------------------------------------------------------------------

current = {}                                       # the workload that was asked for last: its name and its step


def find(name):
    if name in WORKLOADS:
        return WORKLOADS[name]
    if found := re.fullmatch(r"gemm_(\d+)x(\d+)x(\d+)_(nn|nt|tn)", name):
        return product(*map(int, found.groups()[:3]), found.group(4))
    if found := re.fullmatch(r"gan_b(\d+)", name):
        return adversarial(int(found.group(1)))
    if found := re.fullmatch(r"attn_(causal|strided|fixed)_(\d+)_fb", name):
        return attention(found.group(1), int(found.group(2)), 32 if int(found.group(2)) < 4096 else 128)
    if found := re.fullmatch(r"attn_(dense|strided|fixed)_(\d+)", name):
        return attention(found.group(1), int(found.group(2)), round(math.sqrt(int(found.group(2)))))
    raise ValueError(f"there is no workload {name}")


def seconds_of(step, repeats):
    begin = time.perf_counter()
    for _ in range(repeats):
        step()
    return (time.perf_counter() - begin) / repeats


def measure(name, threads, seconds):
    torch.set_num_threads(threads)
    make, flop, warm_up = find(name)
    if current.get("name") != name:
        current.clear()                            # the data of the last one may go
        torch.manual_seed(0)
        current.update(name=name, step=make())
        for _ in range(warm_up):
            current["step"]()
    step = current["step"]
    one = seconds_of(step, 1)
    repeats = 1 if one >= 1e-3 else math.ceil(2e-3 / max(one, 1e-7))
    samples, cpu, begin = [], time.process_time(), time.perf_counter()
    while len(samples) < 2 or time.perf_counter() - begin < seconds:
        samples.append(seconds_of(step, repeats))
    wall, own = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return dict(name=name, threads=threads, min=min(samples), median=statistics.median(samples),
                n=len(samples) * repeats, cpu=own / wall, rss_mb=peak, flop=flop)


def answer(question):
    name, *rest = question.split()
    try:
        threads, seconds = rest
        return measure(name, int(threads), float(seconds))
    except Exception as e:                         # the asker shall know, and may ask for something else
        return dict(name=name, error=f"{type(e).__name__}: {e}")


def main():
    options = argparse.ArgumentParser(description="The workloads of `bench` in PyTorch.")
    options.add_argument("--list", action="store_true", help="show the names of the workloads")
    options.add_argument("--serve", action="store_true", help="print READY, then answer lines 'name threads seconds'")
    chosen = options.parse_args()
    if chosen.list:
        print("\n".join(WORKLOADS))
    elif chosen.serve:
        print("READY", flush=True)
        for question in sys.stdin:
            if question.strip():
                print(json.dumps(answer(question)), flush=True)
    else:
        options.print_help()


if __name__ == "__main__":
    main()
