"""The random bits of CounterRandom, so that PyTorch can be given the masks that our dropout draws."""
import torch

ALL32, ALL64 = (1 << 32) - 1, (1 << 64) - 1


def mix(z):
    z = (z ^ z >> 33) * 0xFF51AFD7ED558CCD & ALL64
    z = (z ^ z >> 33) * 0xC4CEB9FE1A85EC53 & ALL64
    return z ^ z >> 33


def bits(key, i):
    mixed = mix(key)
    x = i * 0x9E3779B9 + mixed & ALL32
    x = (x ^ x >> 16) * 0x21F0AAAD & ALL32
    x = (x ^ mixed >> 32 ^ x >> 15) * 0x735A2D97 & ALL32
    return x ^ x >> 15


def kept(key, rows, cols, keep):
    """1 where number n·d+j of the stream is below keep, else 0."""
    uniform = [(bits(key, i) >> 8) / 2 ** 24 for i in range(rows * cols)]
    return torch.tensor([float(u < keep) for u in uniform]).reshape(rows, cols)
