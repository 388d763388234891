// The kernel's logo in Jupyter's launcher: a cell of a notebook that holds a small network.
export const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <rect x="3" y="3" width="58" height="58" rx="12" fill="#3178c6"/>
  <g stroke="#ffffff" stroke-width="2.5" opacity="0.75">
    <path d="M18 20 L34 16 M18 20 L34 32 M18 20 L34 48 M18 44 L34 16 M18 44 L34 32 M18 44 L34 48"/>
    <path d="M34 16 L48 32 M34 32 L48 32 M34 48 L48 32"/>
  </g>
  <g fill="#ffffff">
    <circle cx="18" cy="20" r="5"/>
    <circle cx="18" cy="44" r="5"/>
    <circle cx="34" cy="16" r="5"/>
    <circle cx="34" cy="32" r="5"/>
    <circle cx="34" cy="48" r="5"/>
  </g>
  <circle cx="48" cy="32" r="6" fill="#ff9f1c"/>
</svg>
`;
