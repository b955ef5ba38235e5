"""Golden numbers of losses, of the adversarial game, and of the judges of samples."""
import math

import torch
import torch.nn.functional as F
from golden_file import Golden, draw
from golden_layers import affine, linear, maxout


def write():
    losses()
    pixels()
    game()
    judges()


def cross_entropy(targets):
    """Summed over the columns, the mean over the rows."""
    return lambda a: F.binary_cross_entropy_with_logits(a, targets.expand_as(a), reduction="sum") / len(a)


def losses():
    with Golden("nn", "BinaryCrossEntropy") as g:
        g.loss("label 1", cross_entropy(torch.tensor(1.)), draw(6, 1, std=3), label=1)
        g.loss("label 0 for two columns", cross_entropy(torch.tensor(0.)), draw(4, 2, std=3), label=0)
        t = torch.randint(0, 65, (4, 6)) / 64
        g.loss("a target between 0 and 1 for each logit", cross_entropy(t), draw(4, 6, std=3), targets=t)
        t = torch.tensor([[1., 0, 1, 0]])
        g.loss("logits far from zero", cross_entropy(t), torch.tensor([[500., 500, -500, -500]]), targets=t)
    with Golden("nn", "SquaredError") as g:
        for N, m in (4, 3), (1, 1):
            t = draw(N, m)
            g.loss(f"{N} rows of {m}", lambda y: F.mse_loss(y, t, reduction="sum") / 2 / N, draw(N, m, std=2), targets=t)
    with Golden("nn", "SoftmaxCrossEntropy") as g:
        for name, N, C, shift in (("ten classes", 6, 10, 0), ("two classes", 5, 2, 0), ("one class", 2, 1, 0),
                                  ("logits near 1000", 3, 5, 1000), ("bytes", 3, 256, 0)):
            labels = torch.randint(0, C, (N,))
            g.loss(name, lambda a: F.cross_entropy(a, labels), draw(N, C, std=2) + shift, labels=labels)


def pixels():
    with Golden("imagegpt", "AutoregressiveLoss") as g:
        for B, N, V in (1, 1, 2), (2, 5, 3), (3, 4, 17):
            x, order = torch.randint(0, V, (B, N)), torch.randperm(N)
            g.loss(f"{B} images of {N} pixels in {V} colours", lambda a: F.cross_entropy(a, x[:, order].flatten()), draw(B * N, V, std=2),
                   x=x, order=order)
    with Golden("imagegpt", "BertLoss") as g:
        for B, N, V in (1, 1, 2), (2, 5, 3), (3, 7, 17):
            x, hidden = torch.randint(0, V, (B, N)), torch.randint(0, 2, (B, N))
            hidden[:, 0] = 1

            def loss(a):
                nats = F.cross_entropy(a, x.flatten(), reduction="none").reshape(B, N) * hidden
                return (nats.sum(1) / hidden.sum(1)).mean()

            g.loss(f"{B} images of {N} pixels in {V} colours", loss, draw(B * N, V, std=2), x=x, hidden=hidden)


def game():
    saturating = lambda a: torch.log(1 - torch.sigmoid(a)).mean()
    non_saturating = lambda a: -F.logsigmoid(a).mean()
    with Golden("gan", "GeneratorLoss") as g:
        g.loss("SATURATING", saturating, draw(9, 1, std=3))
        g.loss("NON_SATURATING", non_saturating, draw(9, 1, std=3))

    with Golden("gan", "AdversarialGradients") as g:
        for name, generator_loss in ("SATURATING", saturating), ("NON_SATURATING", non_saturating):
            x, z = torch.rand(4, 3).mul(64).round() / 64, draw(5, 2)
            D = {key: p.requires_grad_() for key, p in (affine(3, 8, "1.") | affine(4, 1, "2.")).items()}
            G = {key: p.requires_grad_() for key, p in (affine(2, 4, "1.") | affine(4, 3, "3.")).items()}
            logits = lambda images: linear(maxout(images, D["1.W"], D["1.b"], 2), D["2.W"], D["2.b"])
            samples = torch.sigmoid(linear(torch.tanh(linear(z, G["1.W"], G["1.b"])), G["3.W"], G["3.b"]))
            g.case(name, x=x, z=z, **{"D.1.pieces": 2})
            g.put("D.", **D)
            g.put("G.", **G)

            loss = -.5 * F.logsigmoid(logits(x)).mean() - .5 * F.logsigmoid(-logits(samples.detach())).mean()
            loss.backward()
            g.put(lossOfD=loss)
            g.gradients(D, "D.")
            loss = generator_loss(logits(samples))
            loss.backward()
            g.put(lossOfG=loss)
            g.gradients(G, "G.")

    with Golden("gan", "MinimaxValue") as g:
        a, b = draw(6, 1, std=3), draw(4, 1, std=3)
        g.case("of logits", onData=a, onSamples=b, V=F.logsigmoid(a).mean() + F.logsigmoid(-b).mean())
        p, q = torch.tensor([1., 4, 0, 3, 8]) / 16, torch.tensor([2., 1, 5, 8, 0]) / 16
        middle = ((p + q) / 2).log()                                       # kl_div(ln m, p) = KL(p ‖ m)
        jsd = (F.kl_div(middle, p, reduction="sum") + F.kl_div(middle, q, reduction="sum")) / 2
        g.case("of distributions", p=p, q=q, JSD=jsd, optimum=2 * jsd - math.log(4), best=p / (p + q))


def judges():
    with Golden("evaluation", "ParzenWindow") as g:
        for M, N, d in (1, 2, 1), (13, 6, 4):
            samples, x, sigmas = draw(M, d, std=.5), draw(N, d, std=.5), torch.tensor([.25, .5, 2])
            log_p = torch.stack([torch.logsumexp(torch.distributions.Normal(samples, s).log_prob(x[:, None]).sum(2), 1)
                                 for s in sigmas]) - math.log(M)           # x[:, None] − samples: N×M×d
            g.case(f"samples {M}×{d}, images {N}×{d}", samples=samples, x=x, sigmas=sigmas, logLikelihoods=log_p,
                   means=log_p.mean(1), standardErrors=log_p.std(1, correction=0) / math.sqrt(N))
    with Golden("evaluation", "NearestNeighbours") as g:
        images, rows = draw(7, 5), draw(9, 5)
        distance = torch.cdist(images, rows, compute_mode="donot_use_mm_for_euclid_dist") ** 2
        g.case("seven images among nine", images=images, set=rows, index=distance.argmin(1), distance=distance.amin(1))
