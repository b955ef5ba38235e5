package generative.data;

import java.util.random.RandomGenerator;

/// The numbers that make a drawn face: whose it is, what it feels, how it is held and lit.
///
/// The unit of length is half the image, which reaches from −1 to 1 both ways, x to the right, y down; the middle of
/// the head is at 0.
record Face(Pose pose, Light light, Head head, Hair hair, Eyes eyes, Brows brows, Nose nose, Mouth mouth) {

    /// @param x     shift to the right
    /// @param y     shift downwards
    /// @param scale of the whole head
    /// @param roll  in radians
    /// @param yaw   how far the nearest point, the tip of the nose, moves to the side as the head turns
    record Pose(double x, double y, double scale, double roll, double yaw) { }

    /// @param x          towards the light (x, y, 1), from the head
    /// @param y          the same; above is negative
    /// @param ambient    what reaches every place, the rest comes from the light
    /// @param background its grey in the middle
    /// @param slope      how much lighter it is at the right edge
    record Light(double x, double y, double ambient, double background, double slope) { }

    /// @param width  half of it, at the eyes
    /// @param chin   where it ends below
    /// @param jaw    how much narrower it is there
    /// @param skin   its grey in full light
    /// @param beard  how dark the beard is, 0 for none
    record Head(double width, double chin, double jaw, double skin, double beard) { }

    /// @param grey   in full light
    /// @param line   where it begins on the forehead
    /// @param curve  how much further it comes down at the sides
    /// @param part   where the line is highest
    /// @param volume how far it stands off
    /// @param length how far down it hangs
    /// @param phase  of the strands
    record Hair(double grey, double line, double curve, double part, double volume, double length, double phase) {

        boolean isLong() {
            return length > .3;
        }
    }

    /// @param apart   from the middle to each
    /// @param y       where they are on the head
    /// @param width   half of one
    /// @param open    half the height of one
    /// @param slant   how much higher the outer corner is
    /// @param iris    its grey
    /// @param gaze    to the side
    /// @param glasses how dark their frame is, 0 for none
    record Eyes(double apart, double y, double width, double open, double slant, double iris, double gaze,
                double glasses) { }

    /// @param y         where they are on the head
    /// @param thickness half of it
    /// @param tilt      how much higher the inner end is
    /// @param arch      how much higher the middle is
    record Brows(double y, double thickness, double tilt, double arch) { }

    /// @param tip      where it is on the head
    /// @param width    of the ridge
    /// @param relief   how far it stands out
    /// @param wrinkles how deep the folds beside it are
    record Nose(double tip, double width, double relief, double wrinkles) { }

    /// @param y     where it is on the head
    /// @param width half of it
    /// @param lips  thickness of each
    /// @param smile how much higher the corners are than the middle
    /// @param open  half the height of the opening
    /// @param teeth how much of them is seen, from the top of the opening
    /// @param grey  of the lips, times that of the skin
    record Mouth(double y, double width, double lips, double smile, double open, double teeth, double grey) { }

    /// What a feeling does to a face, at full strength.
    enum Expression {
        ANGER(-.05, -.075, .72, -.045, .022, .92, .9),
        DISGUST(-.035, -.035, .62, -.05, .03, .85, 1),
        FEAR(.055, .055, 1.3, -.03, .055, 1.08, .2),
        HAPPINESS(0, 0, .74, .105, .055, 1.2, .25),
        SADNESS(.015, .075, .68, -.085, 0, .88, 0),
        SURPRISE(.105, .01, 1.5, 0, .13, .62, 0),
        NEUTRAL(0, 0, 1, 0, 0, 1, 0);

        private final double raise, tilt, eyes, smile, open, width, wrinkles;

        /// @param raise    of the brows
        /// @param tilt     of the brows, inner ends up
        /// @param eyes     how far they are open, times what is usual
        /// @param smile    corners of the mouth up
        /// @param open     the mouth
        /// @param width    of the mouth, times what is usual
        /// @param wrinkles beside the nose
        Expression(double raise, double tilt, double eyes, double smile, double open, double width, double wrinkles) {
            this.raise = raise;
            this.tilt = tilt;
            this.eyes = eyes;
            this.smile = smile;
            this.open = open;
            this.width = width;
            this.wrinkles = wrinkles;
        }
    }

    /// Somebody with this expression.
    static Face random(Expression e, RandomGenerator random) {
        Dice dice = new Dice(random);
        double strength = dice.between(.6, 1.1);
        boolean longHair = dice.chance(.4);
        Light light = new Light(dice.between(-1, 1), dice.between(-.9, .1), dice.between(.25, .5),
                dice.between(.08, .85), dice.between(-.25, .25));
        Pose pose = new Pose(dice.between(-.06, .06), dice.between(-.05, .05), dice.between(.98, 1.1),
                .07 * random.nextGaussian(), dice.between(-.12, .12));
        Head head = new Head(dice.between(.58, .7), dice.between(.8, .92), dice.between(.05, .38),
                dice.chance(.3) ? dice.between(.38, .6) : dice.between(.68, .95),
                !longHair && dice.chance(.25) ? dice.between(.3, .8) : 0);
        Eyes eyes = new Eyes(dice.between(.25, .31), dice.between(-.16, -.08), dice.between(.125, .155),
                dice.between(.055, .075) * factor(e.eyes, strength), dice.between(-.015, .035), dice.between(.05, .4),
                dice.between(-.035, .035), dice.chance(.12) ? dice.between(.5, .9) : 0);
        Brows brows = new Brows(eyes.y - dice.between(.15, .19) - e.raise * strength, dice.between(.018, .035),
                e.tilt * strength + dice.between(-.015, .015), dice.between(.01, .05));
        Nose nose = new Nose(dice.between(.17, .26), dice.between(.06, .09), dice.between(.12, .22),
                e.wrinkles * strength);
        Mouth mouth = new Mouth(dice.between(.44, .54), dice.between(.21, .27) * factor(e.width, strength),
                dice.between(.025, .05), e.smile * strength + dice.between(-.012, .012),
                e.open * strength * dice.between(.6, 1.3), dice.chance(.75) ? .06 : 0, dice.between(.5, .8));
        return new Face(pose, light, head, hair(longHair, dice), eyes, brows, nose, mouth);
    }

    private static Hair hair(boolean isLong, Dice dice) {
        double grey = dice.chance(.7) ? dice.between(.03, .25) : dice.between(.3, .75), part = dice.between(-.25, .25);
        double phase = dice.between(0, 2 * Math.PI);
        if (isLong) {
            boolean fringe = dice.chance(.3);
            return new Hair(grey, fringe ? dice.between(-.42, -.34) : dice.between(-.62, -.48),
                    fringe ? dice.between(0, .3) : dice.between(.5, 1.1), part, dice.between(.05, .2),
                    dice.between(.45, 1.3), phase);
        }
        boolean thin = dice.chance(.2);
        return new Hair(grey, thin ? dice.between(-.8, -.68) : dice.between(-.62, -.4), dice.between(.2, 1.1), part,
                thin ? 0 : dice.between(.02, .11), dice.between(-.2, .05), phase);
    }

    /// The factor of a feeling whose strength is 0 where it does nothing and 1 where it is all there.
    private static double factor(double full, double strength) {
        return 1 + (full - 1) * strength;
    }

    private record Dice(RandomGenerator random) {

        double between(double low, double high) {
            return low + (high - low) * random.nextDouble();
        }

        boolean chance(double probability) {
            return random.nextDouble() < probability;
        }
    }
}
