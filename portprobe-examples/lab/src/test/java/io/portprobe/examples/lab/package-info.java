/** portprobe against the real servers and packet filters of the test bed. */
@NullMarked
package io.portprobe.examples.lab;

import org.jspecify.annotations.NullMarked;
