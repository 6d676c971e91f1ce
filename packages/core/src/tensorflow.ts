// For packages that build models: formulas as operations of TensorFlow.js, which the caller hands in. Types alone are imported.
export { applyExpression } from './tensorflow/apply-expression';
export { tensorOperations } from './tensorflow/tensor-operations';
export { joinTensorFlow, oncePerTensorFlow, type TensorFlow } from './tensorflow/tensorflow';
