/* Element by element: one work item a number. Elementwise.java says what the functions are; these are their float
   forms, which overflow where those do, and not before. Grids are rounded up to whole groups, hence `i < length`. */

float sigmoid(float x)
{
    float e = exp(-fabs(x));                                  /* never above 1 */
    return (x >= 0 ? 1 : e) / (1 + e);
}

/* s + 1.702 x s (1 − s) with s = σ(1.702 x), which is 0 or 1 beyond ±60; NaN stays through s */
float quickGeluSlope(float x)
{
    float s = sigmoid(1.702f * x);
    return s * (1 + 1.702f * fmin(fmax(x, -60.0f), 60.0f) * (1 - s));
}

#define FUNCTION(NAME, VALUE, BACK)                                                                               \
    kernel void apply##NAME(global const float *xs, global float *ys, int length)                                 \
    {                                                                                                             \
        int i = get_global_id(0);                                                                                 \
        if (i >= length) return;                                                                                  \
        float x = xs[i];                                                                                          \
        ys[i] = VALUE;                                                                                            \
    }                                                                                                             \
    kernel void slope##NAME(global const float *xs, global const float *ys, global const float *dys,              \
                            global float *dxs, int length)                                                        \
    {                                                                                                             \
        int i = get_global_id(0);                                                                                 \
        if (i >= length) return;                                                                                  \
        float x = xs[i], y = ys[i], dy = dys[i];                                                                  \
        dxs[i] = BACK;                                                                                            \
    }

FUNCTION(EXP, exp(x), dy * y)
FUNCTION(LOG, log(x), dy / x)
FUNCTION(SIGMOID, sigmoid(x), dy * y * (1 - y))
FUNCTION(TANH, fabs(x) > 10 ? copysign(1.0f, x) : tanh(x), dy * (1 - y * y))           /* some tanh stop short of 1 */
FUNCTION(RELU, x > 0 || x != x ? x : 0, dy * (x > 0 ? 1 : 0))                                /* NaN stays visible */
FUNCTION(SOFTPLUS, (x > 0 || x != x ? x : 0) + log1p(exp(-fabs(x))), dy * sigmoid(x))
FUNCTION(QUICK_GELU, fmax(x, -60.0f) * sigmoid(1.702f * x), dy * quickGeluSlope(x))            /* −∞ would give −∞ · 0 */

kernel void plus(global const float *a, global const float *b, global float *c, int length)
{
    int i = get_global_id(0);
    if (i < length) c[i] = a[i] + b[i];
}

kernel void times(global const float *a, global const float *b, global float *c, int length)
{
    int i = get_global_id(0);
    if (i < length) c[i] = a[i] * b[i];
}

/* On a grid of two dimensions, columns and rows, which spares the division of a place by the length of a row. */
kernel void plusRow(global const float *x, global const float *row, global float *y, int d, int rows)
{
    int j = get_global_id(0), n = get_global_id(1);
    if (j < d && n < rows) y[n * d + j] = x[n * d + j] + row[j];
}

/* d = max(0, ‖x‖² + ‖s‖² − 2 x·s), where d comes as the product x·s; NaN stays */
kernel void finishDistances(global const float *xNorms, global const float *sNorms, global float *d, int columns,
                            int rows)
{
    int m = get_global_id(0), n = get_global_id(1);
    if (m >= columns || n >= rows) return;
    float square = xNorms[n] + sNorms[m] - 2 * d[n * columns + m];
    d[n * columns + m] = square < 0 ? 0 : square;
}

/* v ← μ v − η g,  θ ← θ + v,  g ← 0 */
kernel void sgdStep(global float *theta, global float *v, global float *g, float eta, float mu, int length)
{
    int i = get_global_id(0);
    if (i >= length) return;
    v[i] = mu * v[i] - eta * g[i];
    theta[i] += v[i];
    g[i] = 0;
}

/* m ← β₁ m + (1−β₁) g,  s ← β₂ s + (1−β₂) g²,  θ ← θ keep − scale m / (√s root + ε),  g ← 0 */
kernel void adamStep(global float *theta, global float *m, global float *s, global float *g, float beta1, float rest1,
                     float beta2, float rest2, float keep, float scale, float root, float epsilon, int length)
{
    int i = get_global_id(0);
    if (i >= length) return;
    m[i] = beta1 * m[i] + rest1 * g[i];
    s[i] = beta2 * s[i] + rest2 * g[i] * g[i];
    theta[i] = theta[i] * keep - scale * m[i] / (sqrt(s[i]) * root + epsilon);
    g[i] = 0;
}
