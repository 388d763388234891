// Models that take their inputs by name, converted and run: the numbers are Keras' for the same lines.
import { describeAsInPython, type PythonProgram } from './run-in-python.js';

const head =
  'import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\nfrom tensorflow.keras import layers\n';
const program = (python: string, ...names: string[]): PythonProgram => ({ python: head + python, names });

const data = `
title_data = np.ones((6, 5))
text_body_data = np.array([[1.0, 2.0], [0.0, 1.0]] * 3)
tags_data = np.ones((6, 3))
priority_data = np.ones((6, 1)) * 0.5
department_data = np.array([[1.0, 0.0, 0.0, 0.0]] * 6)
start = keras.initializers.Constant(0.1)
`;
const training = `
history = model.fit({"title": title_data, "text_body": text_body_data, "tags": tags_data},
          [priority_data, department_data], epochs=2, shuffle=False, batch_size=3, verbose=0)
by_epoch = history.history["loss"]
scores = model.evaluate({"title": title_data, "text_body": text_body_data, "tags": tags_data},
               [priority_data, department_data])
priority_preds, department_preds = model.predict({"title": title_data, "text_body": text_body_data, "tags": tags_data})
seen = [by_epoch[0], by_epoch[1], scores[0]]
`;

const programs: Record<string, PythonProgram> = {
  'a class whose call takes them by name': program(
    `${data}
class CustomerTicketModel(keras.Model):
    def __init__(self, num_departments):
        super().__init__()
        self.concat_layer = layers.Concatenate()
        self.mixing_layer = layers.Dense(8, activation="relu", kernel_initializer=start)
        self.priority_scorer = layers.Dense(1, activation="sigmoid", kernel_initializer=start)
        self.department_classifier = layers.Dense(num_departments, activation="softmax", kernel_initializer="zeros")

    def call(self, inputs):
        title = inputs["title"]
        text_body = inputs["text_body"]
        tags = inputs["tags"]
        features = self.concat_layer([title, text_body, tags])
        features = self.mixing_layer(features)
        priority = self.priority_scorer(features)
        department = self.department_classifier(features)
        return priority, department

model = CustomerTicketModel(num_departments=4)
priority, department = model(
    {"title": title_data, "text_body": text_body_data, "tags": tags_data})
model.compile(optimizer="rmsprop", loss=["mean_squared_error", "categorical_crossentropy"],
              metrics=[["mean_absolute_error"], ["accuracy"]])
${training}`,
    ...['priority', 'department', 'seen', 'priority_preds', 'department_preds'],
  ),
  'a class with one output, within a step of its own': program(
    `${data}
class Sums(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(1, kernel_initializer=start)
    def call(self, inputs, training=False):
        return self.dense(inputs["a"] + inputs["b"] * 2.0)
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = tf.reduce_mean((y - y_pred) ** 2)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"error": loss}

model = Sums()
model.compile(optimizer=keras.optimizers.SGD(0.01))
inputs = {"a": tags_data, "b": tags_data * 0.5}
history = model.fit(inputs, priority_data, epochs=2, batch_size=6, verbose=0)
seen = history.history["error"]
told = model(inputs)
again = model.predict({"a": tags_data, "b": tags_data})
`,
    ...['seen', 'told', 'again'],
  ),
  'a model of inputs with names': program(
    `${data}
title = keras.Input(shape=(5,), name="title")
text_body = keras.Input(shape=(2,), name="text_body")
tags = keras.Input(shape=(3,), name="tags")
features = layers.Concatenate()([title, text_body, tags])
priority = layers.Dense(1, activation="sigmoid", name="priority", kernel_initializer=start)(features)
department = layers.Dense(4, activation="softmax", name="department", kernel_initializer="zeros")(features)
model = keras.Model(inputs=[title, text_body, tags], outputs=[priority, department])
model.compile(optimizer="rmsprop",
              loss={"priority": "mean_squared_error", "department": "categorical_crossentropy"},
              metrics={"priority": ["mean_absolute_error"], "department": ["accuracy"]})
first, second = model({"title": title_data, "text_body": text_body_data, "tags": tags_data})
${training}`,
    ...['first', 'second', 'seen', 'priority_preds', 'department_preds'],
  ),
};

describeAsInPython('inputs by name', programs);
