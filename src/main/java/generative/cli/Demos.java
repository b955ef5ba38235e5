package generative.cli;

import generative.data.ContrastNormalisation;
import generative.data.SyntheticFaces;
import generative.evaluation.Diversity;
import generative.evaluation.FoldProtocol;
import generative.evaluation.KMeans;
import generative.evaluation.LogisticRegression;
import generative.evaluation.NearestNeighbours;
import generative.evaluation.ParzenStudy;
import generative.evaluation.ParzenWindow;
import generative.gan.CifarNets;
import generative.gan.Conditions;
import generative.gan.Experiment;
import generative.gan.FaceNets;
import generative.gan.GeneratorLoss;
import generative.gan.HiddenFeatures;
import generative.gan.Inpainting;
import generative.gan.LearnedInference;
import generative.gan.MaxoutClassifierTraining;
import generative.gan.MinimaxValue;
import generative.gan.OneDimensionalGame;
import generative.gan.PiecewiseLinear;
import generative.gan.PushForward;
import generative.gan.SemiSupervised;
import generative.math.ColumnIndex;
import generative.math.CounterRandom;
import generative.math.OpenCl;
import generative.math.ProductLadder;
import generative.nn.BinaryCrossEntropy;
import generative.nn.Convolution;
import generative.nn.Dropout;
import generative.nn.Embedding;
import generative.nn.Gelu;
import generative.nn.LayerNorm;
import generative.nn.Linear;
import generative.nn.MaxPooling;
import generative.nn.Maxout;
import generative.nn.MaxoutConvolution;
import generative.nn.Relu;
import generative.nn.RmsNorm;
import generative.nn.Sequential;
import generative.nn.Sigmoid;
import generative.nn.SoftmaxCrossEntropy;
import generative.nn.Softplus;
import generative.nn.SquaredError;
import generative.nn.Tanh;
import generative.nn.TransposedConvolution;
import generative.optim.Adam;
import generative.optim.GradientClipping;
import generative.optim.Lbfgs;
import generative.optim.MaxNorm;
import generative.optim.MomentumDescent;
import generative.optim.Schedule;
import generative.optim.Sgd;
import generative.pretraining.AnnealedImportanceSampling;
import generative.pretraining.Autoencoder;
import generative.pretraining.ContractiveAutoencoder;
import generative.pretraining.ContractiveChain;
import generative.pretraining.ContrastiveDivergence;
import generative.pretraining.Corruption;
import generative.pretraining.DeepBeliefNet;
import generative.pretraining.DeepBoltzmannMachine;
import generative.pretraining.DeepBoltzmannTraining;
import generative.pretraining.DenoisingAutoencoder;
import generative.pretraining.ExactLearning;
import generative.pretraining.FineTuning;
import generative.pretraining.GenerativeStochasticNetwork;
import generative.pretraining.GreedyLayerwise;
import generative.pretraining.PartitionFunction;
import generative.pretraining.PretrainingExperiment;
import generative.pretraining.PseudoLikelihood;
import generative.pretraining.Rbm;
import java.util.LinkedHashMap;
import java.util.Map;

/// The list of demos, by the name of the class that has it: what `demo` shows and JShell runs as `Maxout.demo()`.
final class Demos {

    /// @param about one line on what is to be seen
    record Demo(String about, Runnable run) { }

    private Demos() { }

    static Map<String, Demo> all() {
        Map<String, Demo> all = new LinkedHashMap<>();
        all.put("Linear", new Demo("y = 2x + 1, forward and back", Linear::demo));
        all.put("Maxout", new Demo("two pieces make |x|", Maxout::demo));
        all.put("Relu", new Demo("the rectifier and its slope", Relu::demo));
        all.put("Sigmoid", new Demo("the logistic function and its slope", Sigmoid::demo));
        all.put("Tanh", new Demo("the hyperbolic tangent and its slope", Tanh::demo));
        all.put("Softplus", new Demo("the smooth rectifier", Softplus::demo));
        all.put("Gelu", new Demo("a rectifier that dips below 0 before it rises", Gelu::demo));
        all.put("LayerNorm", new Demo("rows without offset and factor", LayerNorm::demo));
        all.put("RmsNorm", new Demo("rows without factor", RmsNorm::demo));
        all.put("Embedding", new Demo("tokens become rows, and learn", Embedding::demo));
        all.put("Dropout", new Demo("masks in training, none in evaluation", Dropout::demo));
        all.put("Sequential", new Demo("exclusive or with two hidden units", Sequential::demo));
        all.put("ColumnIndex", new Demo("windows cut out of a row, and put back", ColumnIndex::demo));
        all.put("ProductLadder", new Demo("the matrix product, from naive to fast", ProductLadder::demo));
        all.put("CounterRandom", new Demo("random numbers computed from their place", CounterRandom::demo));
        all.put("OpenCl", new Demo("a product on another device, and its rounding errors", OpenCl::demo));
        all.put("Convolution", new Demo("an edge detector", Convolution::demo));
        all.put("TransposedConvolution", new Demo("stamps that overlap", TransposedConvolution::demo));
        all.put("MaxoutConvolution", new Demo("edges in either direction", MaxoutConvolution::demo));
        all.put("MaxPooling", new Demo("the largest of each two by two", MaxPooling::demo));
        all.put("BinaryCrossEntropy", new Demo("what a wrong or right logit costs", BinaryCrossEntropy::demo));
        all.put("SoftmaxCrossEntropy", new Demo("equal logits cost ln C", SoftmaxCrossEntropy::demo));
        all.put("SquaredError", new Demo("twice as far off costs four times as much", SquaredError::demo));
        all.put("Schedule", new Demo("the published learning rate and momentum", Schedule::demo));
        all.put("Sgd", new Demo("down a parabola, with and without momentum", Sgd::demo));
        all.put("Adam", new Demo("equal steps from unequal gradients", Adam::demo));
        all.put("Lbfgs", new Demo("through the bent valley of Rosenbrock", Lbfgs::demo));
        all.put("MaxNorm", new Demo("a long column is shortened", MaxNorm::demo));
        all.put("GradientClipping", new Demo("a long gradient is shortened", GradientClipping::demo));
        all.put("SyntheticDigits", new Demo("the built-in digits as text", generative.data.SyntheticDigits::demo));
        all.put("SyntheticFaces", new Demo("two faces with different feelings, as text", SyntheticFaces::demo));
        all.put("ContrastNormalisation", new Demo("one pattern in weak and in strong light",
                ContrastNormalisation::demo));
        all.put("CifarNets", new Demo("a photograph on its way through a convolutional discriminator",
                CifarNets::demo));
        all.put("MinimaxValue", new Demo("the best discriminator and the value of the game", MinimaxValue::demo));
        all.put("GeneratorLoss", new Demo("saturating against non-saturating", GeneratorLoss::demo));
        all.put("MomentumDescent", new Demo("the published learning rate, and one with a calm end", MomentumDescent::demo));
        all.put("Conditions", new Demo("what a net is told beside the image", Conditions::demo));
        all.put("Inpainting", new Demo("halves of images, apart and together", Inpainting::demo));
        all.put("Experiment", new Demo("what can be changed to see whether it matters", Experiment::demo));
        all.put("FaceNets", new Demo("two stages that share their layers", FaceNets::demo));
        all.put("SemiSupervised", new Demo("fifty labels, two ways to look at a digit", SemiSupervised::demo));
        all.put("LearnedInference", new Demo("which noise was it? one number of two can be told", LearnedInference::demo));
        all.put("HiddenFeatures", new Demo("the hidden units of a net, taken apart", HiddenFeatures::demo));
        all.put("PiecewiseLinear", new Demo("a square, a tent and a sine from straight pieces", PiecewiseLinear::demo));
        all.put("MaxoutClassifierTraining", new Demo("a classifier of drawn digits, in two phases", MaxoutClassifierTraining::demo));
        all.put("PushForward", new Demo("the density of a function of uniform noise", PushForward::demo));
        all.put("OneDimensionalGame", new Demo("the game on a line, its value on the way to −ln 4", OneDimensionalGame::demo));
        all.put("Rbm", new Demo("two bits that want to agree", Rbm::demo));
        all.put("ContrastiveDivergence", new Demo("two patterns among 4096 are learned", ContrastiveDivergence::demo));
        all.put("ExactLearning", new Demo("the exact gradient, and dreams of 1 and 10 steps", ExactLearning::demo));
        all.put("PartitionFunction", new Demo("probabilities that add up to 1", PartitionFunction::demo));
        all.put("AnnealedImportanceSampling", new Demo("a partition function by walking to it", AnnealedImportanceSampling::demo));
        all.put("PseudoLikelihood", new Demo("each bit guessed from the others", PseudoLikelihood::demo));
        all.put("DeepBeliefNet", new Demo("digits with labels, dreamt at the top and painted below", DeepBeliefNet::demo));
        all.put("Autoencoder", new Demo("four things, two hidden units", Autoencoder::demo));
        all.put("Corruption", new Demo("ten numbers, spoiled in four ways", Corruption::demo));
        all.put("DenoisingAutoencoder", new Demo("a digit with holes, rebuilt", DenoisingAutoencoder::demo));
        all.put("ContractiveAutoencoder", new Demo("a code that is deaf to steps off a line", ContractiveAutoencoder::demo));
        all.put("ContractiveChain", new Demo("a walk along the arc on which the data lie", ContractiveChain::demo));
        all.put("GreedyLayerwise", new Demo("three layers, one after the other", GreedyLayerwise::demo));
        all.put("FineTuning", new Demo("fifty labels, with and without pre-training", FineTuning::demo));
        all.put("PretrainingExperiment", new Demo("does it help? two layers, three seeds", PretrainingExperiment::demo));
        all.put("ParzenWindow", new Demo("a density from two samples", ParzenWindow::demo));
        all.put("ParzenStudy", new Demo("a perfect model, judged in more and more dimensions", ParzenStudy::demo));
        all.put("Diversity", new Demo("the same image again and again, found out", Diversity::demo));
        all.put("FoldProtocol", new Demo("two folds, two verdicts, one error", FoldProtocol::demo));
        all.put("KMeans", new Demo("two clouds on a line", KMeans::demo));
        all.put("LogisticRegression", new Demo("two points, and what a penalty does to the weights", LogisticRegression::demo));
        all.put("NearestNeighbours", new Demo("three points and a set of two", NearestNeighbours::demo));
        all.put("DeepBoltzmannMachine", new Demo("mean field, a bound that rises and stays below the truth", DeepBoltzmannMachine::demo));
        all.put("DeepBoltzmannTraining", new Demo("two patterns of four bits, learned by dreaming", DeepBoltzmannTraining::demo));
        all.put("GenerativeStochasticNetwork", new Demo("two patterns, and a chain that wanders between them",
                GenerativeStochasticNetwork::demo));
        return all;
    }
}
