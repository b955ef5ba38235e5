package generative.math.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions and their buffers.
final class SessionTest {

    @BeforeEach void aDeviceIsThere() {
        assumeTrue(!Device.all().isEmpty(), "there is no OpenCL device here: " + Device.whyNone());
    }

    private static Session session(long limit) {
        return new Session(Device.all().getFirst(), limit);
    }

    @Test void aBufferKeepsWhatItWasGiven() {
        DeviceBuffer buffer = session(1000).buffer(12);
        float[] back = new float[3];
        buffer.upload(MemorySegment.ofArray(new float[] {1, 2, 3}));
        buffer.download(MemorySegment.ofArray(back));
        assertThat(back).containsExactly(1, 2, 3);
        assertThat(buffer.bytes()).isEqualTo(12);
    }

    @Test void anEmptyBufferIsNoTrouble() {
        DeviceBuffer buffer = session(1000).buffer(0);
        buffer.upload(MemorySegment.ofArray(new float[0]));
        buffer.download(MemorySegment.ofArray(new float[0]));
    }

    /// 4 MB pass at a time.
    @Test void whatIsLongerThanTheWayThroughPassesInParts() {
        float[] numbers = new float[(9 << 20) / 4 + 3], back = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i;
        DeviceBuffer buffer = session(1L << 30).buffer(4L * numbers.length);
        buffer.upload(MemorySegment.ofArray(numbers));
        buffer.download(MemorySegment.ofArray(back));
        assertThat(back).isEqualTo(numbers);
    }

    @Test void buffersAreCounted() {
        Session session = session(1000);
        DeviceBuffer a = session.buffer(600), b = session.buffer(300);
        assertThat(session.used()).isEqualTo(900);
        a.free();
        a.free();                                                         // the second time nothing is left to free
        assertThat(session.used()).isEqualTo(300);
        b.free();
        assertThat(session.used()).isZero();
    }

    @Test void aBufferForWhichThereIsNoRoomIsRefused() {
        Session session = session(10 << 20);
        DeviceBuffer kept = session.buffer(6 << 20);
        assertThatThrownBy(() -> session.buffer(5 << 20)).isInstanceOf(OpenClException.class)
                .hasMessage("clCreateBuffer answered CL_MEM_OBJECT_ALLOCATION_FAILURE (-4): 6 of 10 MB "
                        + "are taken, and 5 more are needed");
        assertThat(session.used()).isEqualTo(kept.bytes());
    }

    @Test void whatTheDriverRefusesIsNotCounted() {
        Session session = session(Long.MAX_VALUE);
        try {
            session.buffer(1L << 60).free();
            assumeTrue(false, "this driver refuses nothing before it is used");
        } catch (OpenClException refused) {
            assertThat(refused).hasMessageStartingWith("clCreateBuffer answered CL_");
        }
        assertThat(session.used()).isZero();
    }

    /// An eighth of the limit is kept at most.
    @Test void whatWasGivenBackIsTakenAgain() {
        Session session = session(80);
        DeviceBuffer first = session.buffer(8);
        first.free();
        assertThat(session.pool.bytes()).isEqualTo(8);
        DeviceBuffer other = session.buffer(4), second = session.buffer(8);
        assertThat(second.handle).isEqualTo(first.handle);
        assertThat(other.handle).isNotEqualTo(first.handle);
        assertThat(session.pool.bytes()).isZero();
        other.free();
        second.free();
        assertThat(session.pool.bytes()).as("8 more would be too many").isEqualTo(4);
    }

    @Test void whatIsKeptMakesRoomWhenItIsNeeded() {
        Session session = session(80);
        session.buffer(8).free();
        assertThat(session.buffer(76).bytes()).isEqualTo(76);
        assertThat(session.pool.bytes()).isZero();
    }

    @Test void buffersOfDeadObjectsMakeRoom() {
        Session session = session(1000);
        for (int i = 0; i < 20; i++) assertThat(session.buffer(400).bytes()).isEqualTo(400);
        assertThat(session.used()).isLessThanOrEqualTo(1000);
    }
}
