package generative.exercises;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a task of an exercise is worth, in the form `@Test @Tag("example") @Points(2) void …`: the tag is the task's name.
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Points {
    int value();
}
