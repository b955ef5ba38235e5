"""Golden numbers of optimisers, a few steps with given gradients, and of what keeps gradients and weights in bounds."""
import torch
from golden_file import Golden, draw

STEPS = 3


def write():
    sgd()
    adam()
    bounds()


def steps(g, name, optimiser, schedules, memory, scaled_by_rate=False, **settings):
    """Runs a PyTorch optimiser on two parameters; `schedules` gives some of its settings anew for each step.

    `memory` tells what the optimiser remembers of a parameter, given the parameter, its value before, and its state."""
    parameters = [torch.nn.Parameter(draw(2, 9)), torch.nn.Parameter(draw(1, 2))]
    g.case(name, **settings, **{"theta.0": parameters[0], "theta.1": parameters[1]})
    made = optimiser(parameters)
    for t in range(STEPS):
        before = [p.detach().clone() for p in parameters]
        gradients = [draw(*p.shape) for p in parameters]
        for p, gradient in zip(parameters, gradients):
            p.grad = gradient * settings["learningRate"][t] if scaled_by_rate else gradient
        for setting, values in schedules.items():
            made.param_groups[0][setting] = values[t]
        made.step()
        for i, p in enumerate(parameters):
            g.put(f"step{t + 1}.", **{f"g.{i}": gradients[i], f"theta.{i}": p})
            g.put(f"step{t + 1}.", **{f"{key}.{i}": m for key, m in memory(p, before[i], made.state[p]).items()})


def sgd():
    def velocity(theta, before, _):
        return {"velocity": theta.detach() - before}                       # θ ← θ + v

    def make(parameters):
        return torch.optim.SGD(parameters, lr=1, momentum=.9)

    with Golden("optim", "Sgd") as g:
        for name, rate, momentum in (("no momentum, falling rate", [.5, .25, .125], [0, 0, 0]),
                                     ("momentum .9", [.1, .1, .1], [.9, .9, .9]),
                                     ("rising momentum", [.1, .1, .1], [.5, .6, .7])):
            steps(g, name, make, {"lr": rate, "momentum": momentum}, velocity, learningRate=rate, momentum=momentum)
        # PyTorch multiplies the whole velocity by the rate of the step, we each gradient by the rate of its own step.
        # So it gets the gradients times their rates, and the rate 1.
        rate, momentum = [.5, .25, .125], [.5, .6, .7]
        steps(g, "both change", make, {"momentum": momentum}, velocity, scaled_by_rate=True,
              learningRate=rate, momentum=momentum)


def adam():
    def memory(_theta, _before, state):
        return {"mean": state["exp_avg"], "square": state["exp_avg_sq"]}

    with Golden("optim", "Adam") as g:
        constant, falling = [.001] * 3, [.1, .05, .025]
        for name, rate, beta1, beta2, epsilon, decay in (("as recommended", constant, .9, .999, 1e-8, 0),
                                                         ("other settings", falling, .5, .9, .25, 0),
                                                         ("with weight decay", falling, .9, .99, 1e-8, .5)):
            def make(parameters):
                return torch.optim.AdamW(parameters, lr=1, betas=(beta1, beta2), eps=epsilon, weight_decay=decay)
            steps(g, name, make, {"lr": rate}, memory, learningRate=rate, beta1=beta1, beta2=beta2, epsilon=epsilon,
                  weightDecay=decay)


def bounds():
    with Golden("optim", "GradientClipping") as g:
        for name, c in ("too long", 2), ("short enough", 64):
            gradients = [draw(3, 6), draw(1, 6)]
            norm = torch.nn.utils.get_total_norm(gradients)
            clipped = [x * min(1, c / norm) for x in gradients]            # clip_grad_norm_ divides by norm + 10⁻⁶
            g.case(name, c=c, **{"g.0": gradients[0], "g.1": gradients[1]}, norm=norm,
                   **{"clipped.0": clipped[0], "clipped.1": clipped[1]})
    with Golden("optim", "MaxNorm") as g:
        W = draw(4, 9)
        g.case("columns of length 2", c=2, W=W, projected=torch.renorm(W, p=2, dim=1, maxnorm=2))
