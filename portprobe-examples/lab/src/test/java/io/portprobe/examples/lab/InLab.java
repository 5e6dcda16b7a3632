package io.portprobe.examples.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs the tests of a class only in the lab. Without the network namespaces of the lab, their
 * probes would leave this machine. The script {@code run} sets the property.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "portprobe.lab", matches = "true")
public @interface InLab {}
