package generative.exercises.pretraining;

import generative.exercises.Expect;
import generative.exercises.Points;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.pretraining.Rbm;
import generative.pretraining.VisibleUnits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class PersistentChainsTest {

    /// Biases of ±40 leave nothing to chance: every dream is (1, 0). With W = 0 and b = 0 every p is ½.
    @Test @Tag("example") @Points(2) void dreamsThatAreCertain() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.zeros(2, 1), Matrix.row(40, -40), Matrix.row(0));
        PersistentChains module = new PersistentChains(rbm, 1, Matrix.zeros(3, 2));
        module.learn(Matrix.of(new double[][] {{0, 1}, {0, 0}}), Randoms.of(1));
        Expect.same("chains", Matrix.of(new double[][] {{1, 0}, {1, 0}, {1, 0}}), module.chains(), 1e-6);
        Expect.same("dW", Matrix.row(.5, -.25).transpose(), rbm.weights().gradient(), 1e-6);
        Expect.same("da", Matrix.row(1, -.5), rbm.visibleBias().gradient(), 1e-6);
        Expect.same("db", Matrix.row(0), rbm.hiddenBias().gradient(), 1e-6);
    }

    /// The gradient is that of mean F(v) − mean F(v′), v′ held fixed, and it is added.
    @Test @Tag("gradient") @Points(3) void centralDifferencesAgree() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Randoms.gaussian(4, 3, 1, Randoms.of(2)), Matrix.row(.1, -.2, .3, 0),
                Matrix.row(-.4, .2, .5));
        rbm.parameters().forEach(Parameter::toDouble);
        Matrix v = Randoms.bernoulli(Matrix.zeros(6, 4).inDouble().plus(.5), Randoms.of(3));
        PersistentChains module = new PersistentChains(rbm, 2, Matrix.zeros(5, 4).inDouble());
        module.learn(v, Randoms.of(4));
        Matrix dream = module.chains();
        Expect.shape("chains", 5, 4, dream);
        for (Parameter p : rbm.parameters())
            for (int i = 0; i < p.value().getNumElements(); i++) {
                double kept = p.value().get(i), h = 1e-5;
                p.value().set(i, kept + h);
                double above = rbm.freeEnergy(v).mean() - rbm.freeEnergy(dream).mean();
                p.value().set(i, kept - h);
                double below = rbm.freeEnergy(v).mean() - rbm.freeEnergy(dream).mean();
                p.value().set(i, kept);
                Expect.same("gradient of " + p.name() + ", element " + i, (above - below) / (2 * h), p.gradient().get(i), 1e-6);
            }
        Matrix once = rbm.hiddenBias().gradient().copy();
        new PersistentChains(rbm, 2, dream).learn(dream, Randoms.of(5));
        if (rbm.hiddenBias().gradient().minus(once).elementMaxAbs() > 1)
            throw new AssertionError("gradient of b: a second step has to add to the gradient that is there");
    }

    /// A hidden unit makes two bits agree so strongly that a chain never leaves (1, 1); data are all (0, 0).
    @Test @Tag("property") @Points(2) void aChainGoesOnWhereItWasAndNotAtTheData() {
        Rbm rbm = new Rbm(VisibleUnits.BERNOULLI, Matrix.row(80, 80).transpose(), Matrix.row(-40, -40), Matrix.row(-80));
        Matrix ones = Matrix.of(new double[][] {{1, 1}, {1, 1}}), zeros = Matrix.zeros(4, 2);
        PersistentChains module = new PersistentChains(rbm, 3, ones);
        for (int step = 0; step < 3; step++) {
            module.learn(zeros, Randoms.of(6, step));
            Expect.same("chains after step " + step, ones, module.chains(), 1e-6);
        }
    }
}
