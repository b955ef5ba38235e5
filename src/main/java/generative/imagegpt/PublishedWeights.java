package generative.imagegpt;

import generative.UserException;
import generative.data.Safetensors;
import generative.math.Matrix;
import generative.math.Randoms;
import generative.nn.Parameter;
import generative.sparse.Architecture;
import generative.sparse.HeadPatterns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads the weights that were published, from a safetensors file with the names of the public port.
///
/// ```
/// transformer.wte.weight                     (V+1)×d     colours, and last the start
/// transformer.wpe.weight                     N×d
/// transformer.h.0.ln_1.weight                d           gains; there are no biases
/// transformer.h.0.attn.c_attn.weight         d×3d        q, k and v side by side
/// transformer.h.0.attn.c_proj.weight         d×d
/// transformer.h.0.ln_2.weight                d
/// transformer.h.0.mlp.c_fc.weight            d×4d
/// transformer.h.0.mlp.c_proj.weight          4d×d
/// transformer.ln_f.weight                    d
/// lm_head.weight                             V×d         transposed here
/// ```
/// The port has biases beside the matrices, which the published nets do not use: they are all 0 in a published file, and one that has
/// others is refused. The number of heads is not in the file: 16 for a width of 1,536, else 8. Masks that are stored with the weights are
/// passed over.
public final class PublishedWeights {

    private static final String BLOCK = "transformer.h.";

    private PublishedWeights() { }

    /// With the number of heads of a published net.
    public static ImageGpt read(Path file) {
        return read(file, 0);
    }

    /// @param heads how many; 0 for that of a published net of the file's width
    /// @throws UserException if the file is damaged, lacks a tensor, or has one of another shape than the others ask for
    public static ImageGpt read(Path file, int heads) {
        Map<String, Matrix> tensors = Safetensors.read(file, name -> name.endsWith(".weight") || name.matches(".*\\.c_[a-z]+\\.bias"))
                .tensors();
        Matrix tokens = tensor(file, tensors, "transformer.wte.weight", 0, 0),
                places = tensor(file, tensors, "transformer.wpe.weight", 0, tokens.numCols());
        int V = tokens.numRows() - 1, d = tokens.numCols(), L = 0;
        while (tensors.containsKey(BLOCK + L + ".ln_1.weight")) L++;
        if (V < 2 || L == 0) throw bad(file, "it holds no layers or no colours");
        for (var entry : tensors.entrySet())
            if (entry.getKey().endsWith(".bias") && entry.getValue().elementMaxAbs() != 0)
                throw bad(file, entry.getKey() + " is not 0, though the published nets have no biases");
        int H = heads > 0 ? heads : d == 1536 ? 16 : 8;
        if (d % H != 0) throw bad(file, H + " heads do not divide its width " + d + ", so say how many it has");
        Matrix inner = tensor(file, tensors, BLOCK + "0.mlp.c_fc.weight", d, 0);
        if (d == 0 || places.numRows() == 0 || inner.numCols() == 0)
            throw bad(file, "it has a width or a number of positions of 0");
        Architecture sizes = new Architecture(V, List.of(places.numRows()), L, d, H, d, inner.numCols(), HeadPatterns.dense());
        List<Matrix> all = new ArrayList<>(List.of(tokens, places));       // in the order of ImageGpt's parameters
        for (int layer = 0; layer < L; layer++) block(file, tensors, BLOCK + layer, d, inner.numCols(), all);
        all.add(tensor(file, tensors, "transformer.ln_f.weight", 1, d));
        all.add(tensor(file, tensors, "lm_head.weight", V, d).transpose());
        ImageGpt model = new ImageGpt(sizes, ImageGpt.Objective.AR, Randoms.of(1));
        List<Parameter> parameters = model.parameters();
        for (int i = 0; i < parameters.size(); i++) parameters.get(i).set(all.get(i));
        return model;
    }

    private static void block(Path file, Map<String, Matrix> tensors, String name, int d, int inner, List<Matrix> all) {
        all.add(tensor(file, tensors, name + ".ln_1.weight", 1, d));
        Matrix qkv = tensor(file, tensors, name + ".attn.c_attn.weight", d, 3 * d);
        for (int part = 0; part < 3; part++) all.add(qkv.cols(part * d, (part + 1) * d));
        all.add(tensor(file, tensors, name + ".attn.c_proj.weight", d, d));
        all.add(tensor(file, tensors, name + ".ln_2.weight", 1, d));
        all.add(tensor(file, tensors, name + ".mlp.c_fc.weight", d, inner));
        all.add(tensor(file, tensors, name + ".mlp.c_proj.weight", inner, d));
    }

    /// 0 stands for any number.
    private static Matrix tensor(Path file, Map<String, Matrix> tensors, String name, int rows, int columns) {
        Matrix found = tensors.get(name);
        if (found == null) throw bad(file, "there is no " + name + " in it");
        if (rows != 0 && found.numRows() != rows || columns != 0 && found.numCols() != columns)
            throw bad(file, name + " is " + found.shape() + " where the other tensors ask for " + (rows == 0 ? "any" : rows) + "×"
                    + (columns == 0 ? "any" : columns));
        return found;
    }

    private static UserException bad(Path file, String what) {
        return new UserException(file + " cannot be read as an Image GPT: " + what + "; take a file with the weights of one.");
    }
}
