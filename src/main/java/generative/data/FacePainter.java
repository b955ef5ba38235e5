package generative.data;

import java.util.ArrayList;
import java.util.List;

/// Paints a [Face] pixel by pixel: each part covers what lies behind it, and one light falls on all.
///
/// ```
/// grey      ← grey + coverage · (grey of the part − grey)          from the back to the front
/// coverage  = clip(½ − d, 0, 1)                                    d: distance to the part's edge, in pixels
/// skin      = albedo · (ambient + (1 − ambient) · max(0, n·l))     Lambert's law; l points to the light
/// n         ∝ (nˣ − ∂h/∂x, nʸ − ∂h/∂y, nᶻ)                         of an ellipsoid with a relief h upon it
/// h         = Σ height · exp(−½ (u² + v²))                         bells: nose, hollows of the eyes, cheeks, chin
/// ```
/// The distance d is negative inside. Where a part has no simple distance, a number that is 0 at its edge and grows as
/// fast there stands for it.
///
/// A painter is used by one thread.
///
/// Source of the law: Lambert, *Photometria* (1760).
final class FacePainter {

    /// A hill of the relief, or a hollow; `yaw` says how far it moves when the head turns.
    private record Bell(double x, double y, double width, double above, double below, double yaw, double height) { }

    private final Face face;
    private final List<Bell> relief = new ArrayList<>();
    private final double pixel, cos, sin, lightX, lightY, lightZ;
    private double x, y, grey;                                             // the place in hand and what is there

    /// @param size pixels along an edge of the image
    FacePainter(Face face, int size) {
        this.face = face;
        pixel = 2 / (size * face.pose().scale());
        cos = Math.cos(face.pose().roll());
        sin = Math.sin(face.pose().roll());
        double length = Math.sqrt(1 + square(face.light().x()) + square(face.light().y()));
        lightX = face.light().x() / length;
        lightY = face.light().y() / length;
        lightZ = 1 / length;
        double smile = Math.max(0, face.mouth().smile()), tip = face.nose().tip(), wide = face.nose().width();
        relief.add(new Bell(0, tip - .03, wide, .2, .055, 1, .55 * face.nose().relief()));
        for (int side = -1; side <= 1; side += 2) {
            relief.add(new Bell(side * wide * 1.1, tip - .01, .04, .05, .04, .9, .16 * face.nose().relief()));
            relief.add(new Bell(side * face.eyes().apart(), face.eyes().y(), .15, .1, .09, .6, -.05));
            relief.add(new Bell(side * .34, .24 - smile, .15, .12, .1, .5, .03 + .4 * smile));
        }
        double lip = face.mouth().y() + .05 + face.mouth().open();
        relief.add(new Bell(0, lip, .7 * face.mouth().width(), .05, .05, .6, .02));
        relief.add(new Bell(0, face.head().chin() - .13, .16, .08, .08, .6, .035));
    }

    /// The grey at (X, Y) of the image, which reaches from −1 to 1 both ways.
    double at(double X, double Y) {
        double dx = (X - face.pose().x()) / face.pose().scale(), dy = (Y - face.pose().y()) / face.pose().scale();
        x = cos * dx + sin * dy;
        y = -sin * dx + cos * dy;
        grey = face.light().background() + face.light().slope() * X;
        double lit = light();
        backOfHair(lit);
        neck();
        if (!face.hair().isLong()) ear(lit);
        double inside = 1 - headRadius();
        if (inside > -.1) {
            skin(lit, inside);
            for (int side = -1; side <= 1; side += 2) {
                eye(side, lit);
                brow(side);
            }
            nostrils();
            mouth(lit);
            if (face.eyes().glasses() > 0) glasses();
        }
        frontOfHair(lit);
        return Math.clamp(grey, 0, 1);
    }

    /// Whatever is there, covered by this colour as far as d says, in the units of the face.
    private void cover(double colour, double d, double opacity) {
        if (d < pixel / 2) grey += opacity * Math.min(1, .5 - d / pixel) * (colour - grey);
    }

    private void cover(double colour, double d) {
        cover(colour, d, 1);
    }

    /// How far a point is to the right of where it would be if the head were not turned.
    private double turned(double nearness) {
        return x - face.pose().yaw() * nearness;
    }

    /// The light that falls on this place.
    private double light() {
        double r2 = square(x / (1.05 * face.head().width())) + square(y / .95);
        double nx = .9 * x / face.head().width(), ny = .8 * y, nz = Math.sqrt(Math.max(.12, 1 - .8 * r2));
        for (Bell bell : relief) {
            double tall = y < bell.y ? bell.above : bell.below;
            double u = (turned(bell.yaw) - bell.x) / bell.width, v = (y - bell.y) / tall;
            if (u * u + v * v > 12) continue;                              // less than a hundredth of its height
            double h = bell.height * Math.exp(-.5 * (u * u + v * v));
            nx += h * u / bell.width;                                      // −∂h/∂x
            ny += h * v / tall;                                            // −∂h/∂y
        }
        double diffuse = (nx * lightX + ny * lightY + nz * lightZ) / Math.sqrt(nx * nx + ny * ny + nz * nz);
        return face.light().ambient() + (1 - face.light().ambient()) * Math.max(0, diffuse);
    }

    /// 1 at the edge of the face, less inside: an ellipse above, below it narrows towards the chin.
    private double headRadius() {
        Face.Head head = face.head();
        double wide = head.width() * (1 - head.jaw() * square(Math.max(0, y) / head.chin()));
        return Math.sqrt(square(x / wide) + square(y / (y < 0 ? .9 : head.chin())));
    }

    private void skin(double lit, double inside) {
        Face.Head head = face.head();
        Face.Nose nose = face.nose();
        double albedo = head.skin(), underNose = .5 * (nose.tip() + face.mouth().y()) + .05;
        if (head.beard() > 0) {
            double cheeks = Math.sqrt(square(x / head.width()) + square((y - .1) / (head.chin() - .1)));
            double moustache = 1 - Math.sqrt(square(x / .22) + square((y - underNose) / .07));
            double hairy = Math.max(Math.min((cheeks - .7) / .1, (y - .12) / .12), moustache / .4);
            albedo *= 1 - .65 * head.beard() * Math.clamp(hairy, 0, 1);
        }
        double along = y - nose.tip() - .08, fold = Math.abs(turned(.6)) - 1.4 * nose.width() - .35 * (along + .13);
        double deep = .3 * Math.min(1, nose.wrinkles() + 4 * Math.max(0, face.mouth().smile()));
        albedo *= 1 - deep * Math.exp(-.5 * (square(along / .1) + square(fold / .03)));
        cover(albedo * lit, -inside * head.width());
    }

    private void eye(int side, double lit) {
        Face.Eyes e = face.eyes();
        double ex = turned(.6) - side * e.apart(), u = ex / e.width(), ends = (Math.abs(u) - 1) * e.width();
        if (ends > .05 || Math.abs(y - e.y()) > .3) return;
        double ey = y - e.y() + e.slant() * side * u, arc = Math.max(0, 1 - u * u), skin = face.head().skin();
        double upper = -e.open() * Math.sqrt(arc) * (.6 + .4 * arc), lower = .7 * e.open() * arc;
        double inside = Math.max(Math.max(upper - ey, ey - lower), ends), iris = Math.hypot(ex - e.gaze(), ey + .008);
        cover(.35 + .55 * lit, inside);
        cover(e.iris(), Math.max(iris - .072, inside));
        cover(.02, Math.max(iris - .034, inside));
        cover(1, Math.max(Math.hypot(ex - e.gaze() + .025, ey + .03) - .018, inside), .8);          // a spark
        cover(.18 * skin, Math.max(Math.abs(ey - upper) - .017, ends - .01), .9);                   // lashes
        cover(.6 * skin * lit, Math.max(Math.abs(ey - lower) - .006, ends), .5);
        cover(.62 * skin * lit, Math.max(Math.abs(ey - upper + .045) - .008, ends + .02), .5);      // fold of the lid
    }

    private void brow(int side) {
        Face.Brows b = face.brows();
        double wide = 1.3 * face.eyes().width();
        double v = (side * turned(.6) - face.eyes().apart() - .01) / wide;                     // −1 inner end, 1 outer
        double middle = b.y() + b.tilt() * v - b.arch() * (1 - v * v);
        double thick = b.thickness() * (1 - .55 * Math.max(0, v));
        cover(Math.min(.8 * face.hair().grey(), .6 * face.head().skin()),
                Math.max(Math.abs(y - middle) - thick, (Math.abs(v) - 1) * wide), .9);
    }

    private void nostrils() {
        Face.Nose n = face.nose();
        double nx = Math.abs(turned(.9)) - .8 * n.width(), ny = y - n.tip() - .03;
        cover(.2 * face.head().skin(), (Math.sqrt(square(nx / .04) + square(ny / .022)) - 1) * .03, .8);
    }

    private void mouth(double lit) {
        Face.Mouth m = face.mouth();
        double u = turned(.6) / m.width(), ends = (Math.abs(u) - 1) * m.width();
        if (ends > .05) return;
        double arc = Math.sqrt(Math.max(0, 1 - u * u)), gap = m.open() * arc, red = face.head().skin() * m.grey();
        double my = y - m.y() - m.smile() * (.5 - u * u) - .5 * m.open();  // from the line between the lips
        double upper = gap + m.lips() * arc * (.9 - .25 * Math.exp(-.5 * square(u / .18)));
        double lower = gap + m.lips() * arc * 1.2;
        cover(.85 * red * lit, Math.max(Math.max(-my - upper, my), ends));
        cover(red * Math.min(1.1, 1.15 * lit), Math.max(Math.max(my - lower, -my), ends));
        cover(.06, Math.max(Math.abs(my) - gap - .011, ends));
        double teeth = Math.max(Math.max(-my - gap + .012, my + gap - m.teeth()), Math.max(my - gap + .01, ends + .04));
        if (m.open() > .02) cover(.55 + .4 * lit, teeth);
    }

    private void glasses() {
        Face.Eyes e = face.eyes();
        double side = Math.abs(turned(.6));
        double u = Math.abs(side - e.apart() - .01) / .19, v = Math.abs(y - e.y() - .02) / .15;
        double ring = Math.abs(Math.cbrt(u * u * u + v * v * v) - 1) * .16 - .014;
        double bridge = Math.max(Math.abs(y - e.y() + .03) - .014, side - e.apart() + .18);
        cover(.05, Math.min(ring, bridge), e.glasses());
    }

    private void ear(double lit) {
        double ex = Math.abs(x) - face.head().width() - .02, ey = y - .02;
        cover(.9 * face.head().skin() * lit, (Math.sqrt(square(ex / .075) + square(ey / .16)) - 1) * .075);
        cover(.65 * face.head().skin() * lit, (Math.sqrt(square(ex / .035) + square(ey / .09)) - 1) * .035);
    }

    private void neck() {
        cover(face.head().skin() * (.35 + .3 * face.light().ambient()),
                Math.max(Math.abs(x) - .36 - .4 * square(Math.max(0, y - .8)), .4 - y));
        cover(.1 + .1 * face.hair().phase(), 1 - .35 * Math.abs(x) - y);   // clothes, of any grey
    }

    private void backOfHair(double lit) {
        Face.Hair hair = face.hair();
        double wide = face.head().width() + .03 + hair.volume();
        double cap = (Math.sqrt(square(x / wide) + square((y + .1) / (.82 + .5 * hair.volume()))) - 1) * wide;
        double hanging = Math.max(Math.abs(x) - wide * (1 + .12 * y), Math.max(-.1 - y, y - hair.length()));
        double d = hair.isLong() ? Math.min(cap, hanging) : Math.max(cap, y - .05 - hair.length());
        if (d < pixel) cover(.8 * strands(lit), d);
    }

    private void frontOfHair(double lit) {
        Face.Hair hair = face.hair();
        double wide = face.head().width() + .02 + .6 * hair.volume();
        double cap = (Math.sqrt(square(x / wide) + square((y + .05) / (.87 + .5 * hair.volume()))) - 1) * wide;
        double line = hair.line() + hair.curve() * Math.min(.3, square(x - hair.part()))
                + .03 * Math.sin(9 * x + hair.phase());
        double d = Math.max(cap, y - line);
        if (d < pixel) cover(strands(lit), d);
    }

    /// The grey of hair, which runs in strands from the parting.
    private double strands(double lit) {
        Face.Hair hair = face.hair();
        double angle = Math.atan2(x - hair.part(), .9 - y);
        double wave = Math.sin(23 * angle + hair.phase() + 3 * y) * Math.sin(11 * angle - 2 * hair.phase());
        return hair.grey() * (.55 + .6 * lit) * (1 + .15 * wave) + .03 * lit;
    }

    private static double square(double v) {
        return v * v;
    }
}
