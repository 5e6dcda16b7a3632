package io.portprobe;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose return value must be used, or a type all of whose methods are such methods.
 * A setter of an immutable type returns a changed copy: without the return value the call has no
 * effect. Error Prone, SpotBugs and IntelliJ IDEA recognise the annotation by its simple name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR, ElementType.TYPE})
public @interface CheckReturnValue {}
