"""Golden numbers of images in another size, of ways past layers, and of vectors in place of which stand their nearest codes."""
import torch
import torch.nn.functional as F
from golden_file import Golden, draw
from golden_layers import affine, convolution, linear


def write():
    resizing()
    residual()
    quantiser()


def resizing():
    with Golden("data", "Resizing") as g:
        for start, end in ((1, 1, 1), (1, 1)), ((2, 3, 1), (4, 5)), ((5, 7, 3), (3, 4)), ((9, 8, 3), (4, 13)), ((7, 7, 1), (1, 2)):
            height, width, channels = start
            x = torch.randint(0, 65, (2, height, width, channels)) / 64
            y = F.interpolate(x.movedim(3, 1), end, mode="bilinear", antialias=True).movedim(1, 3)
            g.case("{}×{}×{} to {}×{}".format(*start, *end), **{"from": start, "to": end}, x=x.flatten(1), y=y.flatten(1))


def residual():
    with Golden("nn", "Residual") as g:
        g.layer("Relu · Linear", lambda x, W, b: x + linear(F.relu(x), W, b), draw(3, 4), affine(4, 4, "2."))
        image, near, one = (2, 3, 4), (3, 3, 1, 1), (1, 1, 1, 0)

        def block(x, W2, b2, W4, b4):
            inner = convolution(F.relu(x), W2, b2, image, near).flatten(1)
            return x + convolution(F.relu(inner), W4, b4, (3, 3, 4), one).flatten(1)

        g.layer("Relu · Convolution · Relu · Convolution", block, draw(2, 24), affine(18, 3, "2.") | affine(3, 2, "4."),
                **{"2.image": image, "2.window": near, "4.image": (3, 3, 4), "4.window": one})


def quantiser():
    """Three steps in which the codes follow the vectors; the gradients by PyTorch's own detach, as everybody writes it."""
    with Golden("imagegpt", "VectorQuantiser") as g:
        for n, K, D in (1, 2, 1), (7, 3, 2), (40, 9, 5):
            e, beta, gamma = draw(K, D), .25, .75
            N, m = torch.ones(1, K), e.clone()
            g.case(f"{n} vectors, {K} codes of {D}", e=e, beta=beta, gamma=gamma)
            for t in range(3):
                z, target = draw(n, D).requires_grad_(), draw(n, D)
                two = torch.cdist(z.detach(), e, compute_mode="donot_use_mm_for_euclid_dist").topk(2, largest=False).values
                if (two[:, 1] - two[:, 0]).min() < 1e-4:
                    raise SystemExit("two codes are nearly as near: change a shape, and others are drawn")
                codes = torch.cdist(z.detach(), e).argmin(1)
                nearest = e[codes]
                zq = z + (nearest - z).detach()
                commitment = beta * F.mse_loss(z, nearest.detach())
                (((zq - target) ** 2).sum() + commitment).backward()
                one_hot = F.one_hot(codes, K).double()
                N = gamma * N + (1 - gamma) * one_hot.sum(0)
                m = gamma * m + (1 - gamma) * one_hot.T @ z.detach()
                e = m / N.T
                share = one_hot.mean(0)
                g.put(f"step{t + 1}.", z=z, target=target, codes=codes, zq=nearest, L=commitment, dz=z.grad, N=N, m=m, e=e,
                      perplexity=torch.exp(-torch.xlogy(share, share).sum()))
